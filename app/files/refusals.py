"""Why a file is not taken, each time with what to do instead."""

from app.errors import Conflict, Forbidden, Invalid, TooLarge
from app.language import Message, noted


class FileRefused(Invalid):
    """`said` is `message` before translation. Nothing of the file was kept."""

    def __init__(self, said: Message) -> None:
        super().__init__(str(said))
        self.said = said


class FileTooLarge(TooLarge):
    """`said` is `message` before translation. Nothing of the file was kept."""

    def __init__(self, said: Message) -> None:
        super().__init__(str(said))
        self.said = said


class NotScannedYet(Conflict):
    message = "このファイルは、ウイルスの検査を待っています。しばらくしてから、もう一度開いてください。"


class Quarantined(Forbidden):
    message = "このファイルからウイルスが見つかったため、開けません。"


EMPTY = noted("ファイルの中身がありません。写真が見られることを確かめて、もう一度選んでください。")

UNKNOWN = noted("この種類のファイルは受け取れません。写真（JPEG・PNG・HEIC・WebP）かPDFを選んでください。")
PICTURES_ONLY = noted("ここには写真だけを入れられます。PDFではなく、写真を選んでください。")
OTHER_PICTURE = noted(
    "この種類の画像は受け取れません。JPEGかPNGで保存し直すか、"
    "画面の写真（スクリーンショット）を入れてください。"
)
OFFICE = noted(
    "Word・Excel・ZIPなどのファイルは受け取れません。PDFで保存し直すか、紙の写真を撮って入れてください。"
)
WEB_PAGE = noted(
    "Webページのファイル（HTML・SVG）は受け取れません。PDFで保存し直すか、"
    "画面の写真（スクリーンショット）を入れてください。"
)
PROGRAM = noted("プログラムのファイルは受け取れません。写真（JPEG・PNG・HEIC・WebP）かPDFを選んでください。")
VIDEO = noted("動画や音声は受け取れません。写真を撮って入れてください。")

BROKEN_PICTURE = noted(
    "写真のファイルがこわれているか、途中で切れています。もう一度撮るか、選び直してください。"
)
TOO_MANY_PIXELS = noted(
    "写真が大きすぎて開けません。カメラの設定で小さくして撮り直すか、画面の写真（スクリーンショット）を入れてください。"
)
BROKEN_PDF = noted("PDFのファイルがこわれています。もう一度PDFで保存するか、紙の写真を撮って入れてください。")
LOCKED_PDF = noted(
    "パスワードや制限のついたPDFは受け取れません。外して保存し直すか、紙の写真を撮って入れてください。"
)
TOO_DEMANDING = noted(
    "ファイルを開けませんでした。写真なら撮り直すか小さくして、PDFならページを減らして、"
    "もう一度入れてください。"
)
INFECTED = noted(
    "ファイルからウイルスが見つかったため、受け取りませんでした。ほかの写真を入れるか、"
    "写真を撮り直してください。困ったときは、担当に電話してください。"
)


def too_large(megabytes: int) -> Message:
    return noted(
        "ファイルが大きすぎます。1つ{most}MBまでです。小さい写真を選ぶか、"
        "カメラの設定で小さくして撮り直してください。",
        most=megabytes,
    )


def too_many(most: int) -> Message:
    return noted(
        "ファイルは、あわせて{most}個までです。いらないものを消してから、入れてください。",
        most=most,
    )


def case_too_large(megabytes: int) -> Message:
    return noted(
        "ファイルの大きさが、あわせて{most}MBを超えます。いらないものを消すか、小さい写真に替えてください。",
        most=megabytes,
    )


def too_many_pages(most: int) -> Message:
    return noted(
        "PDFのページが多すぎます。{most}ページまでです。必要なページだけにして、入れてください。",
        most=most,
    )
