"""Three made-up documents and the tables of their figures, written before the rules saw them.

Places and offices are real, every figure and sentence is invented. What the rules found at the
first run, before anything was mended, stands in docs/extraction.md.
"""

from __future__ import annotations

import pytest

A_PLAN = """\
ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH QUẢNG BÌNH                 Độc lập - Tự do - Hạnh phúc
Số: 2287/KH-UBND            Quảng Bình, ngày 26 tháng 12 năm 2024

KẾ HOẠCH
Triển khai nhiệm vụ công tác y tế năm 2025

Thực hiện Nghị quyết số 107/NQ-HĐND ngày 10/12/2024 của Hội đồng nhân dân tỉnh về phát triển
kinh tế - xã hội năm 2025, UBND tỉnh ban hành Kế hoạch như sau:

I. ĐÁNH GIÁ TÌNH HÌNH THỰC HIỆN NĂM 2024
1. Kết quả đạt được
Năm 2024, ngành y tế hoàn thành 12/14 chỉ tiêu được giao. Toàn tỉnh có
151 trạm y tế, 8 bệnh viện; tổng số giường bệnh kế hoạch là 3.215 giường, ước đạt 34,6
giường bệnh/vạn dân.
- Tỷ lệ trẻ em dưới 1 tuổi tiêm chủng đầy đủ đạt 94,7%, chưa đạt chỉ tiêu (95%).
- Tỷ lệ dân số tham gia bảo hiểm y tế ước đạt 95,6%.
- Tỷ suất tử vong mẹ là 21,4/100.000 trẻ đẻ sống; tỷ suất tử vong trẻ em dưới 1 tuổi là
2
11,2‰.
- Ghi nhận 1.906 ca mắc sốt xuất huyết, giảm 12,5% so với cùng kỳ năm 2023, không có tử vong.
2. Tồn tại, hạn chế
Tỷ lệ trạm y tế xã có bác sĩ làm việc mới đạt 88,1%. Còn 23 trạm y tế xuống cấp cần sửa chữa.

II. MỤC TIÊU, CHỈ TIÊU NĂM 2025
1. Các chỉ tiêu chủ yếu
TT
Tên chỉ tiêu
Đơn vị
tính
TH năm
2023
Năm 2024
KH năm
2025
Ghi chú
KH
Ước TH
1
Số giường bệnh/10.000 dân
Giường
33,9
34,5
34,6
35,0
2
Tỷ lệ bao phủ bảo hiểm y tế
%
95,2
95,5
95,6
96,0
3
Tỷ lệ trẻ em dưới 5 tuổi suy dinh
dưỡng thể thấp còi
%
21,9
<21,5
21,4
<21,0
4
Tỷ số giới tính khi sinh (số bé trai/100 bé gái)
110,8
110,6
110,5
110,3
3
2. Chỉ tiêu khác
a) Phấn đấu giảm tỷ suất tử vong trẻ em dưới 5 tuổi xuống còn 16,5‰.
b) Duy trì 100% trạm y tế xã có nữ hộ sinh hoặc y sĩ sản nhi.
c) ≥ 90% người tăng huyết áp được phát hiện đưa vào quản lý, điều trị.
d) Tỷ lệ xã đạt Bộ tiêu chí quốc gia về y tế xã giai đoạn đến năm 2030: 85%.
III. NHIỆM VỤ VÀ GIẢI PHÁP
2. Tổng kinh phí thực hiện dự kiến 186,4 tỷ đồng, trong đó ngân sách trung ương 72 tỷ đồng.
Mọi vướng mắc liên hệ Phòng Kế hoạch - Tài chính, số 2 đường Hùng Vương, điện thoại 0232.3822.268.
Nơi nhận:
- Bộ Y tế;
- Lưu: VT, KGVX.
4
"""

A_PLAN_FIGURES = """\
151 | stations | 2024 | actual
8 | hospitals | 2024 | actual
3.215 giường | beds | 2024 | actual
34,6 giường bệnh/vạn dân | beds_per_10k | 2024 | estimate
94,7% | full_immunisation_coverage | 2024 | actual
95% | full_immunisation_coverage | 2024 | target
95,6% | health_insurance_coverage | 2024 | estimate
21,4/100.000 trẻ đẻ sống | maternal_mortality | 2024 | actual
11,2‰ | infant_mortality | 2024 | actual
1.906 ca | dengue_cases | 2024 | actual
88,1% | stations_with_doctor_share | 2024 | actual
23 trạm | stations_to_repair | 2024 | actual
33,9 | beds_per_10k | 2023 | actual
34,5 | beds_per_10k | 2024 | plan
34,6 | beds_per_10k | 2024 | estimate
35,0 | beds_per_10k | 2025 | plan
95,2 | health_insurance_coverage | 2023 | actual
95,5 | health_insurance_coverage | 2024 | plan
95,6 | health_insurance_coverage | 2024 | estimate
96,0 | health_insurance_coverage | 2025 | plan
21,9 | stunting_under5 | 2023 | actual
<21,5 | stunting_under5 | 2024 | plan
21,4 | stunting_under5 | 2024 | estimate
<21,0 | stunting_under5 | 2025 | plan
110,8 | sex_ratio_at_birth | 2023 | actual
110,6 | sex_ratio_at_birth | 2024 | plan
110,5 | sex_ratio_at_birth | 2024 | estimate
110,3 | sex_ratio_at_birth | 2025 | plan
16,5‰ | under5_mortality | 2025 | target
100% | stations_midwife_share | 2025 | target
≥ 90% | hypertension_managed_share | 2025 | target
85% | communes_meeting_criteria | 2025 | target
186,4 tỷ đồng | health_budget_total | 2025 | plan
72 tỷ đồng | health_budget_source_state_investment_central | 2025 | plan
"""

A_DISTRICT = """\
UBND HUYỆN ĐÔNG ANH
TRUNG TÂM Y TẾ
Số: 1173/BC-TTYT
                      Đông Anh, ngày 08 tháng 10 năm 2024
BÁO CÁO
Kết quả công tác y tế 9 tháng đầu năm 2024, phương hướng nhiệm vụ 3 tháng cuối năm

Phần thứ nhất
KẾT QUẢ CÔNG TÁC Y TẾ 9 THÁNG ĐẦU NĂM 2024
I. Đặc điểm tình hình
Huyện có 23 xã và 01 thị trấn, dân số 437.308 người. Trung tâm quản lý 24 trạm y tế, 02
phòng khám đa khoa. Tổng số cán bộ
viên chức của đơn vị là 286 người, trong đó: bác sĩ 61, y sĩ 70, điều dưỡng 58, hộ sinh 31,
dược sĩ 22.
II. Kết quả thực hiện
1. Công tác phòng chống dịch
- Sốt xuất huyết: lũy kế từ đầu năm ghi nhận 412 ca mắc (cùng kỳ năm 2023: 1.021 ca), 0 ca tử vong.
- Sởi: 14 ca dương tính tại 9 xã, thị trấn, bệnh nhân từ 7 tháng đến 34 tuổi.
2. Tiêm chủng mở rộng
Số trẻ dưới 1 tuổi được tiêm chủng đầy đủ là 4.012/5.360 trẻ đạt 74,9% kế hoạch năm. Tiêm
vắc xin viêm gan B sơ sinh trong 24 giờ đầu đạt 81,6%. Tiêm uốn ván cho phụ nữ có thai
(UV2+) đạt 72,3%.
3. Chăm sóc sức khỏe sinh sản, dinh dưỡng
Tổng số trẻ sinh ra sống là 4.877 trẻ, số con thứ 3 trở lên chiếm 6,8%. Tỷ lệ phụ nữ đẻ được
khám thai từ 4 lần trở lên đạt 98,9%.
Tỷ lệ suy dinh dưỡng cân nặng/tuổi ở trẻ dưới 5 tuổi còn 5,9%, chiều cao/tuổi 8,4%.
4. Quản lý bệnh không lây nhiễm
Số bệnh nhân tăng huyết áp đang được quản lý là 21.640 người; đái tháo đường 8.155 người.
5. HIV/AIDS: lũy tích số người nhiễm HIV còn sống 1.048 người; phát hiện mới 27 ca; 962
người đang điều trị ARV.
6. An toàn thực phẩm: kiểm tra 1.530 lượt cơ sở, phát hiện 112 cơ sở vi phạm, phạt tiền
486.500.000 đồng. Không xảy ra vụ ngộ độc thực phẩm nào.
Phần thứ hai
PHƯƠNG HƯỚNG 3 THÁNG CUỐI NĂM 2024
Phấn đấu hoàn thành các chỉ tiêu năm: tiêm chủng đầy đủ ≥ 98%; bao phủ BHYT 95,25%; giảm tỷ
lệ sinh con thứ 3 trở lên xuống dưới 6,5%.
Nơi nhận:
- Sở Y tế (để b/c);
"""

A_DISTRICT_FIGURES = """\
437.308 người | population | 2024 | actual
24 trạm y tế | stations | 2024 | actual
02 phòng khám đa khoa | polyclinics | 2024 | actual
286 người | health_staff | 2024 | actual
61 | doctors | 2024 | actual
70 | assistant_doctors | 2024 | actual
58 | nurses | 2024 | actual
31 | midwives | 2024 | actual
22 | pharmacists | 2024 | actual
412 ca | dengue_cases | 2024 | actual
1.021 ca | dengue_cases | 2023 | actual
14 ca | measles_cases | 2024 | actual
4.012/5.360 trẻ | full_immunisation_coverage | 2024 | actual
81,6% | hepatitis_b_birth_dose | 2024 | actual
72,3% | tetanus_pregnant_coverage | 2024 | actual
4.877 trẻ | births | 2024 | actual
6,8% | third_child_share | 2024 | actual
98,9% | antenatal_care_coverage | 2024 | actual
5,9% | underweight_under5 | 2024 | actual
8,4% | stunting_under5 | 2024 | actual
21.640 người | hypertension_managed | 2024 | actual
8.155 người | diabetes_managed | 2024 | actual
1.048 người | hiv_living | 2024 | actual
27 ca | hiv_new_cases | 2024 | actual
962 người | hiv_treated | 2024 | actual
1.530 lượt | - | 2024 | actual
112 cơ sở | - | 2024 | actual
486.500.000 đồng | - | 2024 | actual
≥ 98% | full_immunisation_coverage | 2024 | target
95,25% | health_insurance_coverage | 2024 | target
6,5% | third_child_share | 2024 | target
"""

HALF_A_YEAR = """\
SỞ Y TẾ SÓC TRĂNG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 1877/BC-SYT                 Độc lập - Tự do - Hạnh phúc
                              Sóc Trăng, ngày 21 tháng 6 năm 2023
BÁO CÁO
Sơ kết công tác y tế 6 tháng đầu năm và nhiệm vụ trọng tâm 6 tháng cuối năm 2023

A. KẾT QUẢ THỰC HIỆN NHIỆM VỤ 6 THÁNG ĐẦU NĂM
I. Thực hiện các chỉ tiêu
1. Tỷ lệ người dân tham gia bảo hiểm y tế: 91,7% (Nghị quyết: 92,5%).
2. Số giường bệnh/vạn dân (không tính giường trạm y tế): 31,06.
3. Số bác sĩ/vạn dân: 8,93.
5. Tỷ lệ SDD trẻ em dưới 5 tuổi (cân nặng/tuổi): số liệu đánh giá cuối năm.
II. Công tác phòng, chống dịch bệnh
- Sốt xuất huyết: 6 tháng đầu năm có 1.328 ca mắc, giảm 33,4% so cùng kỳ (1.994 ca), tử vong 02 ca.
- Bệnh dại: 01 trường hợp tử vong tại xã Thạnh Phú.
- Lao: phát hiện 1.102 bệnh nhân lao các thể, đạt 54,8% kế hoạch năm.
- HIV/AIDS: phát hiện mới 118 trường hợp nhiễm HIV; lũy tích số người nhiễm HIV còn sống
đang quản lý là 3.215 người; điều trị ARV cho 2.744 bệnh nhân.
III. Khám chữa bệnh
Toàn ngành đã khám 1.042.388 lượt người, bằng 118,2% so với cùng kỳ; tổng số bệnh nhân điều
trị nội trú 71.506 lượt; ngày điều trị trung bình 5,8 ngày; công suất sử dụng
giường bệnh chung toàn tỉnh 78,4%, trong đó tuyến tỉnh 88,9%, tuyến huyện 69,2%.
IV. Sức khỏe sinh sản
Tổng số phụ nữ đẻ: 6.011 người, trong đó được cán bộ y tế đỡ đẻ đạt 99,9%; khám thai ≥ 4
lần/3 thai kỳ: 93,6%. Trẻ sơ sinh có cân nặng dưới 2.500g: 2,1%.
V. Nhân lực, tài chính
Tổng số viên chức toàn ngành là 4.108 người (nữ 2.411 người). Từ đầu năm đã tuyển dụng 37
bác sĩ, 21 viên chức xin thôi việc. Kinh phí được giao năm 2023 là 684,902 tỷ đồng, đã giải
ngân 301.557 triệu đồng.
B. NHIỆM VỤ 6 THÁNG CUỐI NĂM
Tập trung hoàn thành chỉ tiêu: bao phủ BHYT ≥92,5%; tiêm chủng đầy đủ cho trẻ dưới 1 tuổi
trên 95%; 100% trạm y tế có bác sĩ phục vụ.
Nơi nhận:
- Bộ Y tế;
"""

HALF_A_YEAR_FIGURES = """\
91,7% | health_insurance_coverage | 2023 | actual
92,5% | health_insurance_coverage | 2023 | target
31,06 | beds_per_10k | 2023 | actual
8,93 | doctors_per_10k | 2023 | actual
1.328 ca | dengue_cases | 2023 | actual
1.994 ca | dengue_cases | 2022 | actual
02 ca | - | 2023 | actual
01 trường hợp | rabies_deaths | 2023 | actual
1.102 bệnh nhân | tb_cases | 2023 | actual
118 trường hợp | hiv_new_cases | 2023 | actual
3.215 người | hiv_living | 2023 | actual
2.744 bệnh nhân | hiv_treated | 2023 | actual
1.042.388 lượt | outpatient_visits | 2023 | actual
71.506 lượt | inpatient_stays | 2023 | actual
5,8 ngày | average_stay | 2023 | actual
78,4% | bed_occupancy | 2023 | actual
88,9% | bed_occupancy | 2023 | actual
69,2% | bed_occupancy | 2023 | actual
6.011 người | - | 2023 | actual
99,9% | skilled_birth_attendance | 2023 | actual
93,6% | antenatal_care_coverage | 2023 | actual
2,1% | low_birth_weight | 2023 | actual
4.108 người | health_staff | 2023 | actual
2.411 người | - | 2023 | actual
37 bác sĩ | recruitment_doctors | 2023 | actual
21 viên chức | - | 2023 | actual
684,902 tỷ đồng | - | 2023 | actual
301.557 triệu đồng | - | 2023 | actual
≥92,5% | health_insurance_coverage | 2023 | target
95% | full_immunisation_coverage | 2023 | target
100% | stations_with_doctor_share | 2023 | target
"""
DOCUMENTS = {
    "plan": (A_PLAN, A_PLAN_FIGURES, "63-44"),
    "district": (A_DISTRICT, A_DISTRICT_FIGURES, ""),
    "half a year": (HALF_A_YEAR, HALF_A_YEAR_FIGURES, "63-94"),
}
# Figures that only relate another one: neither due nor wrong.
BESIDE = ("23 xã", "01 thị trấn", "0 ca", "9 xã", "74,9%")


def due(table):
    return [tuple(part.strip() for part in line.split("|")) for line in table.splitlines()]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_figures_of_the_table_are_found_in_their_order_and_nothing_else(candidates, name):
    text, table, place_id = DOCUMENTS[name]
    rows = [one for one in candidates(text) if not one["printed"].startswith(BESIDE)]
    found = [
        (one["printed"], one["indicator"] or "-", str(one["year"]), one["role"]) for one in rows
    ]
    for (printed, *rest), (figure, *expected) in zip(found, due(table), strict=True):
        assert figure in printed or printed in figure
        assert (figure, *rest) == (figure, *expected)
    assert {one["place_id"] for one in rows} == {place_id}


VALUES = [
    ("plan", "ước đạt 34,6 giường bệnh/vạn dân", "approx", 34.6, "per_10k"),
    ("plan", "3.215 giường", "eq", 3215, "bed"),
    ("plan", "<21,0", "lt", 21, "%"),
    ("plan", "110,3", "eq", 110.3, "per_100"),
    ("plan", "21,4/100.000 trẻ đẻ sống", "eq", 21.4, "per_100k"),
    ("plan", "186,4 tỷ đồng", "eq", 186_400_000_000, "VND"),
    ("district", "≥ 98%", "ge", 98, "%"),
    ("district", "dưới 6,5%", "lt", 6.5, "%"),
    ("district", "486.500.000 đồng", "eq", 486_500_000, "VND"),
    ("half a year", "31,06", "eq", 31.06, "per_10k"),
    ("half a year", "5,8 ngày", "eq", 5.8, "day"),
    ("half a year", "684,902 tỷ đồng", "eq", 684_902_000_000, "VND"),
]


@pytest.mark.parametrize("said", VALUES, ids=lambda said: said[1])
def test_a_figure_has_the_value_unit_and_comparator_printed(candidates, said):
    name, printed, *expected = said
    rows = [one for one in candidates(DOCUMENTS[name][0]) if one["printed"] == printed]
    assert expected in [[one["op"], one["value"], one["unit"]] for one in rows]
