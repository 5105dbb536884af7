"""The things a trust has its own words for, and what each is (domain-reference 9)."""

WORDS = {
    "level": "What one place on the trust's scale is called: Band, Phase.",
    "levels": "The same of several: Bands, Phases.",
    "improvement_plan": "The school's yearly plan. Some trusts say SIP.",
    "improvement_partner": "Who visits from outside to support and challenge. Some trusts say SIP.",
    "self_evaluation": "The school's account of itself: SEF, School Summary.",
    "local_committee": "Who governs one school: Local Governing Body, Local Academy Committee.",
    "headteacher": "Who leads a school: Headteacher, Principal.",
    "headteachers": "The same of several.",
    "visit": "A visit by whoever supports the school.",
    "central_charge": "What a school pays for shared services: Levy, Contribution.",
    "lead_practitioner": "A teacher who works in several schools: Lead practitioner, LP.",
    "action_plan": "The plan of a school that needs change fast. Some trusts say RAP.",
}
