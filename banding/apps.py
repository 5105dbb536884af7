from django.apps import AppConfig


class BandingConfig(AppConfig):
    name = "banding"

    def ready(self) -> None:
        from accounts import places, words
        from accounts.roles import Can
        from banding import evidence, subscribers, verbs
        from banding.inspections import offered_inspections
        from banding.places import facts_of, level_word, levels_word, weekly_word, word_of

        places.nav(
            levels_word,
            "banding:decision-list",
            Can.VIEW_PROPOSALS,
            order=30,
            covers=r"/banding/scenarios/",
        )
        places.tab(level_word, "banding:level-detail", Can.VIEW_BANDING, order=40)
        places.nav(
            "Due",
            "banding:obligation-list",
            Can.VIEW_OBLIGATIONS,
            order=25,
            covers=r"/banding/(calendar|feed|model)/",
        )
        places.nav(weekly_word, "monitoring:weekly-list", Can.VIEW_WEEKLY, order=24)
        places.tab(weekly_word, "monitoring:weekly-school", Can.VIEW_WEEKLY, order=35)
        places.facts(facts_of, order=10)
        words.come_from(word_of)
        evidence.offer(offered_inspections, order=10)
