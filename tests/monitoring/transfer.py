"""Common Transfer Files with invented pupils, and with what such files hold beyond what we take."""

from xml.sax.saxutils import escape

from tests.monitoring.marks import a_upn

MTC = ("KS2", "MAT", "TT", "MTC", "R", "MT")
READING = ("KS2", "REA", "TA", "XYZ", "R", "NS")
SECRET = "Secret Lane"
PRIVATE = f"""
  <Address><Street>{SECRET}</Street><PostCode>ZZ1 1ZZ</PostCode></Address>
  <Phones><Phone>{SECRET}</Phone></Phones><Email>{SECRET}@example.org</Email>
  <Contacts><Contact><Surname>{SECRET}</Surname></Contact></Contacts>
  <LookedAfter><CareAuthority>{SECRET}</CareAuthority></LookedAfter>
  <MedicalFlag>true</MedicalFlag><Medical>{SECRET}</Medical>
  <ServiceChild>{SECRET}</ServiceChild>
"""


def tags(**told: str) -> str:
    return "".join(f"<{name}>{escape(text)}</{name}>" for name, text in told.items() if text)


def a_result(result: str, code: tuple[str, ...] = MTC, year: int = 2027) -> str:
    stage, subject, method, component, status, qualifier = code
    told = tags(
        Locale="ENG", Year=str(year), Subject=subject, Method=method, Component=component,
        ResultStatus=status, ResultQualifier=qualifier, Result=result,
    )  # fmt: skip
    return f"<KeyStage>{tags(Stage=stage)}<StageAssessment>{told}</StageAssessment></KeyStage>"


def a_pupil(at: int, *results: str, private: str = PRIVATE, **changes: str) -> str:
    told = {
        "UPN": a_upn(at), "Surname": f"Surname{at}", "Forename": f"Forename{at}",
        "DOB": f"2018-01-{at % 28 + 1:02d}", "Sex": "FM"[at % 2],
    }  # fmt: skip
    block = f"<StageAssessments>{''.join(results)}</StageAssessments>" if results else ""
    return f"<Pupil>{tags(**told | changes)}{private}{block}</Pupil>"


def a_file(*pupils: str, root: str = "CTfile", before: str = "", **source: str) -> bytes:
    told = {"LEA": "001", "Estab": "9999", "SchoolName": "Elm Grove", "AcademicYear": "2026"}
    head = f"<Header><SourceSchool>{tags(**told | source)}</SourceSchool></Header>"
    body = f"<CTFpupilData>{''.join(pupils)}</CTFpupilData>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<{root}>{head}{body}</{root}>'.encode()


def readings(many: int = 12, **changes: str) -> list[str]:
    """Pupils of Year 4 with a reading result under a code that nobody knows, and their check."""
    return [
        a_pupil(at, a_result(["WTS", "EXS", "EXS", "GDS"][at % 4], READING), a_result(str(at % 26)))
        for at in range(many)
    ]
