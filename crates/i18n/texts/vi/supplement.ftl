# What the office asks for before it goes on, at the door.
asked-title = { $count ->
   *[other] Xã cần bổ sung { $count } điều
}
asked-by = { $officer } hỏi lúc { $when }
asked-due = Xã cần trước hết ngày { $day }
asked-lead = Hỏi lại bà con từng điều dưới đây, sửa, rồi gửi lại cho xã. Không cần có mạng khi sửa.
asked-done = Đã sửa
asked-not-done = Chưa sửa
asked-photo = Ảnh của { $paper }
asked-here = Xã hỏi: { $words }
asked-left = { $count ->
   *[other] Còn { $count } điều chưa sửa. Nếu chỗ đó đã đúng thì vẫn gửi lại được; xã sẽ thấy là chưa sửa.
}
asked-review = Xem lại và gửi lại cho xã
review-send-again = Gửi lại cho xã
progress-asked = Xã cần bổ sung
progress-asked-next = Mở ra xem xã hỏi gì
handed-title-asked = Xã cần bổ sung
handed-next-asked = Sửa những điều xã hỏi, rồi bấm “Xem lại và gửi lại cho xã”. Trong khi chờ bổ sung, xã chưa tính thời hạn giải quyết.
today-asked = { $count ->
   *[other] { $name }: xã cần bổ sung { $count } điều
}
