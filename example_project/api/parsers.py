"""What a request's body may be."""

import json
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    """JSON whose nesting Python can follow, and whose numbers and text can be stored.

    Python reads 1e999 as infinity and "\\ud800", half a character, as text. Neither can be written.
    """

    def parse(self, stream: IO[bytes], *args: Any, **kwargs: Any) -> Any:
        try:
            data = super().parse(stream, *args, **kwargs)
            json.dumps(data, allow_nan=False, ensure_ascii=False).encode()
        except RecursionError:
            raise ParseError("Nested too deeply.") from None
        except ValueError as error:
            raise ParseError("A number or a character that cannot be stored.") from error
        return data
