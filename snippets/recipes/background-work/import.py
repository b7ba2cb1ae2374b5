from api.reports import ReportViewSet
