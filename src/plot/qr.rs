//! QR codes, for what is looked at from afar and taken along with a telephone.

use qrcodegen::{QrCode, QrCodeEcc};
use thiserror::Error;

/// A text is too long for a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a QR code holds at most 2331 bytes, found {found}")]
pub struct QrError {
    /// Bytes that were handed in.
    pub found: usize,
}

/// The modules of the QR code of `text`, row by row, and how many a row has; without the quiet zone of 4 modules that belongs around
/// it. A code that has lost 15 % of itself can still be read.
///
/// # Errors
///
/// [`QrError`] if the text is too long.
///
/// # Source
///
/// ISO/IEC 18004, as implemented by `qrcodegen`.
pub fn qr_modules(text: &str) -> Result<(usize, Vec<bool>), QrError> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| QrError { found: text.len() })?;
    let side = code.size();
    let modules = (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| code.get_module(x, y)).collect();
    Ok((side.unsigned_abs() as usize, modules))
}
