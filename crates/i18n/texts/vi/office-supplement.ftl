# Asking a team for what is missing or wrong.
ask-here = Yêu cầu bổ sung
ask-here-label = Yêu cầu bổ sung: { $what }
ask-words = Thiếu gì, sai gì, cần làm gì
ask-words-label = Yêu cầu bổ sung về { $what }: thiếu gì, sai gì, cần làm gì
ask-drop = Bỏ yêu cầu này
ask-photo = Ảnh { $number }
ask-paper = cả giấy này
ask-slip = Phiếu yêu cầu bổ sung
ask-slip-count = { $count ->
   *[other] { $count } điều
}
ask-slip-due = Cần trước hết ngày (không bắt buộc)
ask-slip-blocked = Mỗi điều cần ghi rõ bằng lời.
ask-send = Gửi yêu cầu cho tổ
ask-sending = Đang gửi…
ask-send-next = Tổ nhận được như một việc cần làm, ở đúng chỗ đã hỏi.
ask-waiting = Đang chờ bổ sung
ask-waiting-since = { $officer } hỏi lúc { $when }
ask-due = Cần trước hết ngày { $day }
ask-no-more = Không cần bổ sung nữa
ask-answered = Tổ đã gửi bổ sung lúc { $when }
ask-taken-back = Đã thôi yêu cầu lúc { $when }
ask-unanswered = Đã tiếp nhận, không chờ bổ sung nữa
ask-closed = Hồ sơ đã dừng lúc { $when }, không chờ bổ sung nữa
ask-mark-asked = Đã hỏi: { $words }
ask-mark-changed = Đã sửa
ask-mark-changed-from = Đã sửa. Trước đó: { $before }
ask-mark-same = Chưa sửa
case-state-asked = Chờ bổ sung
