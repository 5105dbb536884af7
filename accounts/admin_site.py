from django.contrib.admin import AdminSite


class TrustAdminSite(AdminSite):
    site_header = "Administration"
    site_title = "Administration"
    index_title = "People, calendar and rulebook"
