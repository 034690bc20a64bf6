# Moving a draft to a newer version of its form.
upgrade-available-title = Tờ khai có bản mới
upgrade-available = Xã đã phát hành tờ khai bản { $version }. Hồ sơ này vẫn dùng bản { $old }, không mất gì. Có thể xem trước rồi chuyển.
upgrade-look = Xem sẽ đổi những gì
upgrade-title = Chuyển sang tờ khai mới
upgrade-lead = Chưa có gì thay đổi. Hãy xem kỹ rồi mới bấm chuyển.
upgrade-moved = Câu đổi tên, câu trả lời được giữ
upgrade-split = Câu được tách ra
upgrade-dropped = Câu không còn trong tờ khai mới
upgrade-dropped-hint = Câu trả lời vẫn được cất trong hồ sơ, không bị xóa.
upgrade-newly-required = Câu mới phải trả lời
upgrade-nothing = Không có câu nào thay đổi.
upgrade-apply = Chuyển sang bản mới
upgrade-keep = Giữ bản đang dùng
upgrade-done = Đã chuyển sang tờ khai bản { $version }.
upgrade-undo = Quay lại bản cũ
upgrade-restored = Câu trả lời cất từ trước, nay dùng lại
