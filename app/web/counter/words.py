"""What both screens say."""

from app.language import noted

READ_FIRST = noted("読んで、チェックを入れてください。")
SIGN_FIRST = noted("指で署名するか、お名前を入力してください。")
