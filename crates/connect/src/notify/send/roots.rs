//! Whose certificates are trusted: the system's authorities, and those of a file.

use std::path::Path;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::NetworkError;

/// The system's authorities, and those of `ca_file`.
pub(super) fn trusted(channel: &str, ca_file: Option<&Path>) -> Result<Vec<CertificateDer<'static>>, NetworkError> {
    // What cannot be read of the system's store is trusted less, never more: the errors surface as refused connections.
    let mut roots = rustls_native_certs::load_native_certs().certs;
    if let Some(path) = ca_file {
        roots.extend(file(channel, path)?);
    }
    Ok(roots)
}

/// The certificates of a PEM file, at least one.
pub(super) fn file(channel: &str, path: &Path) -> Result<Vec<CertificateDer<'static>>, NetworkError> {
    let bytes = std::fs::read(path).map_err(|source| NetworkError::Certificates {
        channel: channel.to_owned(),
        path: path.to_owned(),
        source,
    })?;
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    match certificates {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        Ok(_) => Err(NetworkError::NoCertificate { channel: channel.to_owned(), path: path.to_owned() }),
        Err(error) => Err(NetworkError::Certificates {
            channel: channel.to_owned(),
            path: path.to_owned(),
            source: std::io::Error::other(error),
        }),
    }
}
