//! What the paper lies on.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Table {
    DarkWood,
    LightWood,
    BlueCloth,
    GreyConcrete,
    RedChecks,
    GreenOilcloth,
    Black,
}

impl Table {
    pub(crate) const ALL: [Self; 7] = [
        Self::DarkWood,
        Self::LightWood,
        Self::BlueCloth,
        Self::GreyConcrete,
        Self::RedChecks,
        Self::GreenOilcloth,
        Self::Black,
    ];

    pub(crate) fn colour(self, x: f32, y: f32) -> [f32; 3] {
        let wave = |scale: f32, along: f32| (along / scale).sin();
        let grain = wave(17.0, y + 9.0 * wave(140.0, x)) * 0.5 + wave(5.3, y + 4.0 * wave(90.0, x)) * 0.5;
        let weave = wave(1.9, x) * wave(1.9, y);
        let shaded = |base: [f32; 3], by: f32| base.map(|value| value * (1.0 + by));
        match self {
            Self::DarkWood => shaded([96.0, 66.0, 42.0], grain * 0.18),
            Self::LightWood => shaded([172.0, 128.0, 84.0], grain * 0.10),
            Self::BlueCloth => shaded([58.0, 82.0, 128.0], weave * 0.10),
            Self::GreyConcrete => shaded([138.0, 137.0, 132.0], wave(41.0, x + y) * wave(29.0, x - y) * 0.08),
            Self::RedChecks => {
                let checked = (x as i32 / 60 + y as i32 / 60) % 2 == 0;
                if checked { [160.0, 42.0, 44.0] } else { [120.0, 30.0, 34.0] }
            }
            Self::GreenOilcloth => shaded([62.0, 112.0, 72.0], wave(60.0, x) * wave(60.0, y) * 0.15),
            Self::Black => [28.0, 28.0, 30.0],
        }
    }
}
