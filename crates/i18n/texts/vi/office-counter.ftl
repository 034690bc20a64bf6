# A dossier that the office takes in itself.
counter-title = Nhận tại quầy
counter-search = Tìm thủ tục, không cần gõ dấu
counter-none = Không có thủ tục nào tên như vậy.
counter-not-saved-yet = Những gì gõ ở đây chỉ được lưu khi bấm “Nhận hồ sơ”.
counter-channel = Hồ sơ đến bằng cách nào?
counter-papers = Giấy tờ đã nhận
counter-missing = Còn { $count } câu chưa trả lời hoặc cần sửa. Bấm “Nhận hồ sơ” lần nữa nếu vẫn nhận; phần thiếu có thể yêu cầu bổ sung sau.
counter-take-in = Nhận hồ sơ
counter-leave = Bỏ, không nhận
counter-leave-sure = Bấm lần nữa để bỏ hết những gì đã gõ
dossier-taken-in-by = Người nhận hồ sơ
office-pages = Các trang
problem-taken-in-before = Hồ sơ này đã được nhận trước đó. Những gì gõ thêm từ lúc ấy CHƯA được lưu; vẫn còn trên trang này.
problem-taken-in-before-todo = Mở hồ sơ trong danh sách Mới và sửa bằng nút bút chì, rồi bỏ tờ khai ở đây.
