# The hand-over box: work that was sent for another place.
handovers-title = Chờ chuyển đúng nơi
handovers-lead = Việc tình nguyện viên làm cho một hồ sơ thuộc tổ khác, xã khác, hoặc hồ sơ đã xóa. Không có gì bị mất: xem từng phần, rồi đưa vào hồ sơ hoặc để riêng kèm lý do.
handovers-none = Không có phần nào chờ chuyển.
handovers-waiting = { $count } phần chờ chuyển
handovers-from = { $who }, { $team }
handovers-from-commune = { $who }, { $team }, { $commune }
handovers-what = Hồ sơ { $code }
handovers-changes = { $count } thay đổi
handovers-at-team = Hồ sơ hiện thuộc { $team }
handovers-at-removed = Hồ sơ này đã bị xóa hẳn. Chỉ để riêng được; nội dung sẽ không được giữ lại.
handovers-at-unknown = Xã này không có hồ sơ ấy. Đưa vào thì hồ sơ thuộc tổ của người gửi.
handovers-at-commune = Hồ sơ này trước đây thuộc xã có mã { $commune }. Đưa vào thì hồ sơ thuộc tổ của người gửi.
handovers-apply = Đưa vào hồ sơ
handovers-set-aside = Để riêng
handovers-reason = Lý do để riêng
handovers-applied = Đã đưa vào hồ sơ { $when }
handovers-aside = Đã để riêng { $when }: { $reason }
