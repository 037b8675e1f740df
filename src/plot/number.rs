//! 1-2-5 values, and numbers as labels.

/// The `index`-th of the values …, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, …; index 0 is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OneTwoFive {
    /// Three indices make a decade.
    pub index: i32,
}

impl OneTwoFive {
    /// The largest 1-2-5 value that is not above `value`, which must be positive and finite.
    ///
    /// # Examples
    ///
    /// ```
    /// use autoencoder_lab_plot::OneTwoFive;
    ///
    /// assert_eq!(OneTwoFive::floor(0.0049).value(), 0.002);
    /// assert_eq!(OneTwoFive::floor(0.005).value(), 0.005);
    /// assert_eq!(OneTwoFive::ceil(61.2).value(), 100.0);
    /// ```
    pub fn floor(value: f64) -> Self {
        // The logarithm may be off by an ulp: start a whole decade below and walk up.
        let mut found = Self { index: (value.log10().floor() as i32 - 1) * 3 };
        while (Self { index: found.index + 1 }).value() <= value {
            found.index += 1;
        }
        found
    }

    /// The smallest 1-2-5 value that is not below `value`, which must be positive and finite.
    pub fn ceil(value: f64) -> Self {
        let floor = Self::floor(value);
        if floor.value() < value { Self { index: floor.index + 1 } } else { floor }
    }

    /// The number itself, correctly rounded for exponents from −22 to 22.
    pub fn value(self) -> f64 {
        let digit = [1.0, 2.0, 5.0][self.index.rem_euclid(3) as usize];
        let exponent = self.exponent();
        // A power of ten below 1 is not exact in binary, its inverse is.
        if exponent < 0 { digit / 10_f64.powi(-exponent) } else { digit * 10_f64.powi(exponent) }
    }

    /// The power of ten: `value = {1, 2, 5} · 10^exponent`.
    pub fn exponent(self) -> i32 {
        self.index.div_euclid(3)
    }

    /// Whether the value is a power of ten.
    pub fn is_decade(self) -> bool {
        self.index.rem_euclid(3) == 0
    }
}

/// A value of an axis as a label: `0.002`, `20`, `10,000`, and beyond 10⁻⁴ … 10⁵ `2×10⁻⁷`.
///
/// The shortest decimal that is that number is shown, so an axis should hand in values with few digits.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::format_value;
///
/// assert_eq!(format_value(0.0), "0");
/// assert_eq!(format_value(0.002), "0.002");
/// assert_eq!(format_value(20000.0), "20,000");
/// assert_eq!(format_value(1e-6), "10⁻⁶");
/// assert_eq!(format_value(2e-6), "2×10⁻⁶");
/// ```
pub fn format_value(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-4..1e6).contains(&size) {
        return group_thousands(value);
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let power = format!("10{}", superscript(exponent));
    match digits {
        "1" => power,
        "-1" => format!("−{power}"),
        _ => format!("{}×{power}", digits.replace('-', "−")),
    }
}

/// `1234567.5` → `1,234,567.5`, with a real minus sign.
///
/// # Examples
///
/// ```
/// use autoencoder_lab_plot::group_thousands;
///
/// assert_eq!(group_thousands(1500.0), "1,500");
/// assert_eq!(group_thousands(-0.25), "−0.25");
/// ```
pub fn group_thousands(value: f64) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::with_capacity(text.len() + whole.len() / 3 + 3);
    if value < 0.0 {
        grouped.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

/// `-12` → `⁻¹²`.
fn superscript(exponent: &str) -> String {
    let raised = |c: char| match c {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        // U+2070 is the zero, U+2074 … U+2079 are the digits from four on.
        _ => c.to_digit(10).and_then(|digit| char::from_u32(0x2070 + digit)).unwrap_or(c),
    };
    exponent.chars().map(raised).collect()
}
