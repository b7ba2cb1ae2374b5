"""Reports: a request asks for one, a task writes it."""

from rest_framework.mixins import CreateModelMixin, RetrieveModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.serializers import BaseSerializer, ModelSerializer
from rest_framework.viewsets import GenericViewSet

from books.models import Report
from books.tasks import write_report


class ReportSerializer(ModelSerializer):
    """A report. Its fields are read-only, because the model says that nobody edits them."""

    class Meta:
        model = Report
        fields = ["id", "starts", "pages"]


class ReportViewSet(CreateModelMixin, RetrieveModelMixin, GenericViewSet):
    """Ask for a report, then ask whether it is done."""

    queryset = Report.objects.all()
    serializer_class = ReportSerializer
    permission_classes = [AllowAny]  # for this trial

    def perform_create(self, serializer: BaseSerializer) -> None:
        report = serializer.save()
        write_report.delay_on_commit(report.pk)
