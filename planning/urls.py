from django.urls import path

from planning.views import activities, schedule

app_name = "planning"

urlpatterns = [
    path("planning/monitoring/", schedule.schedule_list, name="schedule-list"),
    path("planning/activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
    path("planning/activities/<int:pk>/plan/", activities.activity_plan, name="activity-plan"),
    path(
        "planning/activities/<int:pk>/record/", activities.activity_record, name="activity-record"
    ),
    path(
        "planning/activities/<int:pk>/cancel/", activities.activity_cancel, name="activity-cancel"
    ),
    path(
        "schools/<int:urn>/planning/monitoring/", schedule.schedule_school, name="schedule-school"
    ),
    path(
        "schools/<int:urn>/planning/monitoring/make/", schedule.schedule_make, name="schedule-make"
    ),
    path(
        "schools/<int:urn>/planning/monitoring/add/", activities.activity_add, name="activity-add"
    ),
]
