from django.urls import path

from dashboards.views import home, reports, schools, trust

app_name = "dashboards"

urlpatterns = [
    path("", home.home, name="home"),
    path("dashboards/trust/", trust.trust_page, name="trust-page"),
    path("dashboards/trust/figures.csv", trust.figures_download, name="figures-download"),
    path("dashboards/schools/", schools.school_list, name="school-list"),
    path("dashboards/reports/<uuid:pk>/", reports.report_detail, name="report-detail"),
    path("dashboards/reports/<uuid:pk>/retry/", reports.report_retry, name="report-retry"),
    path("dashboards/reports/<uuid:pk>/file/", reports.report_download, name="report-download"),
    path("schools/<int:urn>/dashboards/overview/", schools.school_overview, name="school-overview"),
    path("schools/<int:urn>/dashboards/data/", schools.school_data, name="school-data"),
    path("schools/<int:urn>/dashboards/reports/", reports.report_list, name="report-list"),
]
