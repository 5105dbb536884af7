from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from accounts import places
        from accounts.roles import Can
        from people import verbs

        covers = r"/people/(?!profile/)"
        places.nav("Expertise", "people:register-list", Can.VIEW_REGISTER, order=45, covers=covers)
        places.nav("My profile", "people:profile-own", Can.KEEP_PROFILE, order=46)
