//! A mail server that writes down what it gets; the conversation is `mailin`'s, the sockets are here.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, mpsc};

use mailin::{Action, AuthMechanism, Handler, Response, SessionBuilder, response};

/// A mail as it arrived.
#[derive(Debug, Default, Clone)]
pub(crate) struct Arrived {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) login: Option<(String, String)>,
    /// Whether it came through TLS.
    pub(crate) encrypted: bool,
    pub(crate) data: Vec<u8>,
}

impl Arrived {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.data.clone()).unwrap()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Talks {
    Plain,
    /// Plain, with `STARTTLS` offered.
    StartTls,
    /// TLS from the first byte.
    Tls,
}

struct Desk {
    current: Arrived,
    arrived: mpsc::Sender<Arrived>,
    verdict: fn() -> Response,
}

impl Handler for Desk {
    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        self.current.login = Some((user.to_owned(), password.to_owned()));
        if password == "correct-horse" { response::AUTH_OK } else { response::INVALID_CREDENTIALS }
    }

    fn data_start(&mut self, _: &str, from: &str, _: bool, to: &[String]) -> Response {
        from.clone_into(&mut self.current.from);
        self.current.to = to.to_vec();
        response::OK
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.current.data.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let verdict = (self.verdict)();
        if !verdict.is_error {
            self.arrived.send(std::mem::take(&mut self.current)).unwrap();
        }
        verdict
    }
}

trait Wire: Read + Write + Send {}
impl<T: Read + Write + Send> Wire for T {}

/// A server on a port of its own; it ends with the test's process.
pub(crate) struct MailServer {
    pub(crate) port: u16,
    pub(crate) arrived: mpsc::Receiver<Arrived>,
}

impl MailServer {
    pub(crate) fn start(
        talks: Talks,
        login: bool,
        tls: Option<Arc<rustls::ServerConfig>>,
        verdict: fn() -> Response,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, arrived) = mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let desk = Desk { current: Arrived::default(), arrived: sender.clone(), verdict };
                // A client that hangs up over a certificate is what one test is about.
                drop(converse(stream.unwrap(), desk, talks, login, tls.as_ref()));
            }
        });
        Self { port, arrived }
    }
}

fn converse(
    stream: TcpStream,
    mut desk: Desk,
    talks: Talks,
    login: bool,
    tls: Option<&Arc<rustls::ServerConfig>>,
) -> std::io::Result<()> {
    desk.current.encrypted = talks == Talks::Tls;
    let arrived = desk.arrived.clone();
    let (inner, verdict) = (mpsc::channel(), desk.verdict);
    let (sender, receiver) = inner;
    desk.arrived = sender;
    let mut builder = SessionBuilder::new("mail.contoso.example");
    if talks == Talks::StartTls {
        builder.enable_start_tls();
    }
    if login {
        builder.enable_auth(AuthMechanism::Plain);
        if talks == Talks::Tls {
            // The session does not know that TLS is there already.
            builder.insecure_enable_plaintext_auth();
        }
    }
    let mut session = builder.build(IpAddr::V4(Ipv4Addr::LOCALHOST), Desk { verdict, ..desk });
    let secured = |stream: TcpStream| -> Box<dyn Wire> {
        let connection = rustls::ServerConnection::new(Arc::clone(tls.unwrap())).unwrap();
        Box::new(rustls::StreamOwned::new(connection, stream))
    };
    let mut encrypted = talks == Talks::Tls;
    let plain = stream.try_clone()?;
    let first: Box<dyn Wire> = if encrypted { secured(stream) } else { Box::new(stream) };
    let mut wire = BufReader::new(first);
    session.greeting().write_to(wire.get_mut())?;
    wire.get_mut().flush()?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if wire.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let said = session.process(&line);
        said.write_to(wire.get_mut())?;
        wire.get_mut().flush()?;
        while let Ok(mail) = receiver.try_recv() {
            arrived.send(Arrived { encrypted, ..mail }).unwrap();
        }
        match said.action {
            Action::Close => return Ok(()),
            // After a refused mail the session takes all that follows for mail; servers that are cross hang up.
            _ if said.is_error && line == b".\r\n" => return Ok(()),
            Action::UpgradeTls => {
                wire = BufReader::new(secured(plain.try_clone()?));
                session.tls_active();
                encrypted = true;
            }
            Action::Reply | Action::NoReply => {}
        }
    }
}
