age = serializers.SerializerMethodField()
