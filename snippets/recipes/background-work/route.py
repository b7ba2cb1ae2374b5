router.register("reports", ReportViewSet)
