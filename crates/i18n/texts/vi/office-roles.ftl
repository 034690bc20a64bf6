# Who is who at the office, and what may not be done by whom.
role-chief = Lãnh đạo
role-receiver = Người tiếp nhận
role-officer = Công chức chuyên môn
role-officer-of = Công chức { $fields }
role-police = Công an xã
role-team-lead = Tổ trưởng
role-administrator = Quản trị
inbox-not-yours = Bạn chỉ làm quản trị nên không xem hồ sơ. Các trang quản trị ở phía trên.
dossier-only-reading = Bạn xem được hồ sơ này. Việc tiếp nhận là của người khác.
dossier-of-the-police = Thủ tục này của công an xã: chỉ công an xã tiếp nhận.
dossier-accept-conflicts-officer = Có chỗ được khai khác nhau. Công chức chuyên môn chọn xong rồi mới tiếp nhận, hoặc hãy yêu cầu bổ sung.
