//! Headings of the Entra portal's downloads: their English names in order, and what they are in other languages.
//!
//! The portal writes headings in the language of whoever downloads. The commonest are listed; where a heading is not,
//! the columns can still be told by their number and order, if the values of the first row fit.

use super::tabular::Table;
use crate::import::notes::{Note, Notes};
use crate::import::rows::{Moment, moment};

/// The columns of the sign-in download, in order.
pub(crate) const SIGN_INS: &[&str] = &[
    "date (utc)",
    "request id",
    "user agent",
    "correlation id",
    "user id",
    "user",
    "username",
    "user type",
    "cross tenant access type",
    "incoming token type",
    "authentication protocol",
    "unique token identifier",
    "original transfer method",
    "client credential type",
    "token protection - sign in session",
    "token protection - sign in session statuscode",
    "application",
    "application id",
    "app owner tenant id",
    "resource",
    "resource id",
    "resource tenant id",
    "resource owner tenant id",
    "home tenant id",
    "home tenant name",
    "ip address",
    "location",
    "status",
    "sign-in error code",
    "failure reason",
    "client app",
    "device id",
    "browser",
    "operating system",
    "compliant",
    "managed",
    "join type",
    "multifactor authentication result",
    "multifactor authentication auth method",
    "multifactor authentication auth detail",
    "authentication requirement",
    "sign-in identifier",
    "session id",
    "ip address (seen by resource)",
    "through global secure access",
    "global secure access ip address",
    "autonomous system number",
    "flagged for review",
    "token issuer type",
    "incoming token type",
    "token issuer name",
    "latency",
    "conditional access",
    "managed identity type",
    "associated resource id",
    "federated token id",
    "federated token issuer",
];

/// Columns of the downloads of application and managed identity sign-ins that people's have not.
const OF_APPLICATIONS: [&str; 6] = [
    "service principal id",
    "service principal name",
    "credential key id",
    "credential thumbprint",
    "managed identity id",
    "managed identity name",
];

/// Columns that older sign-in downloads have not.
const LATER: [&str; 2] = ["app owner tenant id", "resource owner tenant id"];

/// Returns the columns of the audit download, in order, without or with the user agent that newer ones have.
pub(crate) fn audit_headings(with_user_agent: bool) -> Vec<String> {
    let mut names: Vec<String> =
        ["date (utc)", "correlationid", "service", "category", "activity", "result", "resultreason"]
            .map(Into::into)
            .into();
    if with_user_agent {
        names.push("user agent".into());
    }
    names.extend(
        [
            "actortype",
            "actordisplayname",
            "actorobjectid",
            "actoruserprincipalname",
            "ipaddress",
            "actorhometenantid",
            "actorhometenantname",
            "actorserviceprincipalid",
            "actorserviceprincipalname",
        ]
        .map(Into::into),
    );
    for target in 1..=3 {
        names.extend(["type", "displayname", "objectid", "userprincipalname"].map(|n| format!("target{target}{n}")));
        for property in 1..=5 {
            names.extend(
                ["name", "oldvalue", "newvalue"].map(|n| format!("target{target}modifiedproperty{property}{n}")),
            );
        }
    }
    for detail in 1..=6 {
        names.extend(["key", "value"].map(|n| format!("additionaldetail{detail}{n}")));
    }
    names
}

/// English heading, and the same in German, French, Spanish, Italian, Portuguese, Dutch and Japanese, as far as known.
const TRANSLATED: &[(&str, &[&str])] = &[
    ("date (utc)", &["datum (utc)", "date (utc)", "fecha (utc)", "data (utc)", "日付 (utc)", "日付(utc)"]),
    (
        "request id",
        &[
            "anforderungs-id",
            "anforderungs id",
            "id de demande",
            "id de la demande",
            "id. de solicitud",
            "id de solicitud",
            "id richiesta",
            "id da solicitação",
            "id do pedido",
            "aanvraag-id",
            "要求 id",
            "要求id",
        ],
    ),
    (
        "user agent",
        &[
            "benutzer-agent",
            "agent utilisateur",
            "agente de usuario",
            "agente utente",
            "agente do usuário",
            "agente de utilizador",
            "gebruikersagent",
            "ユーザー エージェント",
        ],
    ),
    (
        "correlation id",
        &[
            "korrelations-id",
            "id de corrélation",
            "id. de correlación",
            "id de correlación",
            "id correlazione",
            "id de correlação",
            "id da correlação",
            "correlatie-id",
            "関連付け id",
            "関連付けid",
            "相関 id",
        ],
    ),
    (
        "user id",
        &[
            "benutzer-id",
            "id d'utilisateur",
            "id utilisateur",
            "id de l'utilisateur",
            "id. de usuario",
            "id de usuario",
            "id utente",
            "id do usuário",
            "id de usuário",
            "id de utilizador",
            "gebruikers-id",
            "ユーザー id",
        ],
    ),
    ("user", &["benutzer", "utilisateur", "usuario", "utente", "usuário", "utilizador", "gebruiker", "ユーザー"]),
    (
        "username",
        &[
            "benutzername",
            "nom d'utilisateur",
            "nom d’utilisateur",
            "nombre de usuario",
            "nome utente",
            "nome de usuário",
            "nome de utilizador",
            "gebruikersnaam",
            "ユーザー名",
        ],
    ),
    (
        "user type",
        &[
            "benutzertyp",
            "type d'utilisateur",
            "type d’utilisateur",
            "tipo de usuario",
            "tipo di utente",
            "tipo utente",
            "tipo de usuário",
            "tipo de utilizador",
            "gebruikerstype",
            "ユーザーの種類",
        ],
    ),
    (
        "incoming token type",
        &[
            "typ des eingehenden tokens",
            "eingehender tokentyp",
            "type de jeton entrant",
            "tipo de token entrante",
            "tipo di token in ingresso",
            "tipo de token de entrada",
            "type binnenkomend token",
            "受信トークンの種類",
        ],
    ),
    (
        "authentication protocol",
        &[
            "authentifizierungsprotokoll",
            "protocole d'authentification",
            "protocolo de autenticación",
            "protocollo di autenticazione",
            "protocolo de autenticação",
            "verificatieprotocol",
            "認証プロトコル",
        ],
    ),
    (
        "client credential type",
        &[
            "typ der clientanmeldeinformationen",
            "type d'informations d'identification du client",
            "tipo de credencial de cliente",
            "tipo di credenziali client",
            "tipo de credencial do cliente",
            "type clientreferentie",
            "クライアント資格情報の種類",
        ],
    ),
    (
        "application",
        &["anwendung", "aplicación", "applicazione", "aplicativo", "aplicação", "toepassing", "アプリケーション"],
    ),
    (
        "application id",
        &[
            "anwendungs-id",
            "id d'application",
            "id de l'application",
            "id. de aplicación",
            "id de aplicación",
            "id applicazione",
            "id do aplicativo",
            "id da aplicação",
            "toepassings-id",
            "アプリケーション id",
        ],
    ),
    ("resource", &["ressource", "recurso", "risorsa", "resource", "bron", "リソース"]),
    (
        "resource id",
        &[
            "ressourcen-id",
            "id de ressource",
            "id. de recurso",
            "id de recurso",
            "id risorsa",
            "id do recurso",
            "resource-id",
            "リソース id",
        ],
    ),
    (
        "resource tenant id",
        &[
            "ressourcenmandanten-id",
            "id de locataire de ressource",
            "id. de inquilino de recursos",
            "id tenant risorsa",
            "id do locatário do recurso",
            "resourcetenant-id",
            "リソース テナント id",
        ],
    ),
    (
        "home tenant id",
        &[
            "heimmandanten-id",
            "id du locataire d'origine",
            "id. de inquilino principal",
            "id tenant principale",
            "id do locatário inicial",
            "id van thuistenant",
            "ホーム テナント id",
        ],
    ),
    (
        "home tenant name",
        &[
            "name des heimmandanten",
            "nom du locataire d'origine",
            "nombre del inquilino principal",
            "nome del tenant principale",
            "nome do locatário inicial",
            "naam van thuistenant",
            "ホーム テナント名",
        ],
    ),
    (
        "ip address",
        &["ip-adresse", "adresse ip", "dirección ip", "indirizzo ip", "endereço ip", "ip-adres", "ip アドレス"],
    ),
    (
        "location",
        &[
            "standort",
            "ort",
            "emplacement",
            "localisation",
            "ubicación",
            "posizione",
            "località",
            "localização",
            "locatie",
            "場所",
        ],
    ),
    ("status", &["état", "statut", "estado", "stato", "状態", "ステータス"]),
    (
        "sign-in error code",
        &[
            "anmeldefehlercode",
            "fehlercode für anmeldung",
            "fehlercode der anmeldung",
            "code d'erreur de connexion",
            "código de error de inicio de sesión",
            "codice errore di accesso",
            "codice di errore di accesso",
            "código de erro de entrada",
            "código de erro de início de sessão",
            "foutcode voor aanmelden",
            "aanmeldingsfoutcode",
            "サインイン エラー コード",
        ],
    ),
    (
        "failure reason",
        &[
            "fehlerursache",
            "grund für fehler",
            "fehlergrund",
            "raison de l'échec",
            "raison de l’échec",
            "motivo del error",
            "motivo dell'errore",
            "motivo da falha",
            "reden van fout",
            "reden voor fout",
            "エラーの理由",
            "失敗の理由",
        ],
    ),
    (
        "client app",
        &[
            "client-app",
            "clientanwendung",
            "application cliente",
            "aplicación cliente",
            "app client",
            "applicazione client",
            "aplicativo cliente",
            "aplicação cliente",
            "client-app",
            "クライアント アプリ",
        ],
    ),
    (
        "device id",
        &[
            "geräte-id",
            "id d'appareil",
            "id de l'appareil",
            "id. de dispositivo",
            "id. del dispositivo",
            "id dispositivo",
            "id do dispositivo",
            "apparaat-id",
            "デバイス id",
        ],
    ),
    ("browser", &["navigateur", "explorador", "navegador", "ブラウザー"]),
    (
        "operating system",
        &[
            "betriebssystem",
            "système d'exploitation",
            "système d’exploitation",
            "sistema operativo",
            "sistema operacional",
            "besturingssysteem",
            "オペレーティング システム",
        ],
    ),
    (
        "compliant",
        &["konform", "kompatibel", "conforme", "compatible", "compatibel", "em conformidade", "準拠", "準拠している"],
    ),
    ("managed", &["verwaltet", "géré", "administrado", "gestito", "gerenciado", "gerido", "beheerd", "マネージド"]),
    (
        "join type",
        &[
            "jointyp",
            "verknüpfungstyp",
            "type de jointure",
            "type de jonction",
            "tipo de unión",
            "tipo di aggiunta",
            "tipo de junção",
            "tipo de associação",
            "jointype",
            "結合の種類",
        ],
    ),
    (
        "authentication requirement",
        &[
            "authentifizierungsanforderung",
            "exigence d'authentification",
            "condition d'authentification",
            "requisito de autenticación",
            "requisito di autenticazione",
            "requisito de autenticação",
            "verificatievereiste",
            "認証要件",
        ],
    ),
    (
        "session id",
        &["sitzungs-id", "id de session", "id. de sesión", "id sessione", "id da sessão", "sessie-id", "セッション id"],
    ),
    (
        "autonomous system number",
        &[
            "nummer des autonomen systems",
            "numéro de système autonome",
            "número de sistema autónomo",
            "numero di sistema autonomo",
            "número do sistema autônomo",
            "autonoom systeemnummer",
            "自律システム番号",
        ],
    ),
    (
        "conditional access",
        &[
            "bedingter zugriff",
            "accès conditionnel",
            "acceso condicional",
            "accesso condizionale",
            "acesso condicional",
            "voorwaardelijke toegang",
            "条件付きアクセス",
        ],
    ),
    ("latency", &["latenz", "wartezeit", "latence", "latencia", "latenza", "latência", "latentie", "待機時間"]),
    (
        "unique token identifier",
        &[
            "eindeutiger tokenbezeichner",
            "identificateur de jeton unique",
            "identificador único de token",
            "identificatore univoco del token",
            "identificador de token exclusivo",
            "unieke token-id",
            "一意のトークン識別子",
        ],
    ),
    (
        "service principal id",
        &[
            "dienstprinzipal-id",
            "id de principal de service",
            "id. de entidad de servicio",
            "id entità servizio",
            "id da entidade de serviço",
            "id van service-principal",
            "サービス プリンシパル id",
        ],
    ),
    (
        "service principal name",
        &[
            "dienstprinzipalname",
            "nom de principal de service",
            "nombre de entidad de servicio",
            "nome entità servizio",
            "nome da entidade de serviço",
            "naam van service-principal",
            "サービス プリンシパル名",
        ],
    ),
    ("service", &["dienst", "servicio", "servizio", "serviço", "サービス"]),
    ("category", &["kategorie", "catégorie", "categoría", "categoria", "categorie", "カテゴリ"]),
    ("activity", &["aktivität", "activité", "actividad", "attività", "atividade", "activiteit", "アクティビティ"]),
    ("result", &["ergebnis", "résultat", "resultado", "risultato", "resultaat", "結果"]),
    (
        "resultreason",
        &[
            "ergebnisgrund",
            "ergebnisursache",
            "raisondurésultat",
            "motivoderesultado",
            "motivodelresultado",
            "motivorisultato",
            "motivodoresultado",
            "resultaatreden",
            "結果の理由",
        ],
    ),
    ("correlationid", &["korrelations-id", "korrelationsid", "idcorrelación", "idcorrelazione", "correlatieid"]),
    ("ipaddress", &["ipadresse", "direcciónip", "indirizzoip", "endereçoip", "ipadres"]),
    ("actortype", &["akteurtyp", "typedacteur", "tipodeactor", "tipoattore", "tipodeator", "actortype"]),
    (
        "actordisplayname",
        &[
            "anzeigenamedesakteurs",
            "akteuranzeigename",
            "nomdaffichagedelacteur",
            "nombreparamostrardelactor",
            "actornombreparamostrar",
            "nomevisualizzatoattore",
            "nomedeexibiçãodoator",
        ],
    ),
    (
        "actoruserprincipalname",
        &[
            "akteurbenutzerprinzipalname",
            "nomdutilisateurprincipaldelacteur",
            "actornombreprincipaldeusuario",
            "nomeprincipaleutenteattore",
            "nomeprincipaldousuáriodoator",
        ],
    ),
];

/// Words of numbered headings, `Objetivo1NombrePrincipalDeUsuario`, and what the English ones are.
const NUMBERED: &[(&str, &str)] = &[
    ("additionaldetail", "additionaldetail"),
    ("detalleadicional", "additionaldetail"),
    ("zusätzlichesdetail", "additionaldetail"),
    ("détailsupplémentaire", "additionaldetail"),
    ("dettaglioaggiuntivo", "additionaldetail"),
    ("detalheadicional", "additionaldetail"),
    ("propiedadmodificada", "modifiedproperty"),
    ("geänderteeigenschaft", "modifiedproperty"),
    ("propriétémodifiée", "modifiedproperty"),
    ("proprietàmodificata", "modifiedproperty"),
    ("propriedademodificada", "modifiedproperty"),
    ("gewijzigdeeigenschap", "modifiedproperty"),
    ("nombreprincipaldeusuario", "userprincipalname"),
    ("benutzerprinzipalname", "userprincipalname"),
    ("nomdutilisateurprincipal", "userprincipalname"),
    ("nomeprincipaleutente", "userprincipalname"),
    ("nomeprincipaldousuário", "userprincipalname"),
    ("nombreparamostrar", "displayname"),
    ("anzeigename", "displayname"),
    ("nomdaffichage", "displayname"),
    ("nomevisualizzato", "displayname"),
    ("nomedeexibição", "displayname"),
    ("weergavenaam", "displayname"),
    ("iddeobjeto", "objectid"),
    ("iddelobjeto", "objectid"),
    ("objekt-id", "objectid"),
    ("objektid", "objectid"),
    ("iddobjet", "objectid"),
    ("idoggetto", "objectid"),
    ("iddoobjeto", "objectid"),
    ("valoranterior", "oldvalue"),
    ("valorantiguo", "oldvalue"),
    ("alterwert", "oldvalue"),
    ("anciennevaleur", "oldvalue"),
    ("valoreprecedente", "oldvalue"),
    ("valorantigo", "oldvalue"),
    ("oudewaarde", "oldvalue"),
    ("nuevovalor", "newvalue"),
    ("valornuevo", "newvalue"),
    ("neuerwert", "newvalue"),
    ("nouvellevaleur", "newvalue"),
    ("nuovovalore", "newvalue"),
    ("novovalor", "newvalue"),
    ("nieuwewaarde", "newvalue"),
    ("objetivo", "target"),
    ("destino", "target"),
    ("ziel", "target"),
    ("cible", "target"),
    ("destinazione", "target"),
    ("alvo", "target"),
    ("doel", "target"),
    ("nombre", "name"),
    ("nome", "name"),
    ("nom", "name"),
    ("clave", "key"),
    ("schlüssel", "key"),
    ("chave", "key"),
    ("chiave", "key"),
    ("clé", "key"),
    ("sleutel", "key"),
    ("valor", "value"),
    ("wert", "value"),
    ("valeur", "value"),
    ("valore", "value"),
    ("waarde", "value"),
    ("tipo", "type"),
    ("typ", "type"),
];

/// Returns the English heading of each column, in lower case; `order` is the download's own order of columns.
pub(crate) fn canonical(table: &Table<'_>, order: &[&str], notes: &mut Notes) -> Option<Vec<String>> {
    let header = table.header;
    let mut translated = false;
    let keys: Vec<String> = header
        .headings()
        .map(|heading| {
            let english = english(&heading.key, order);
            translated |= english != heading.key;
            english
        })
        .collect();
    let known = keys.iter().filter(|key| order.contains(&key.as_str())).count();
    let dated = keys.iter().any(|key| key.starts_with("date"));
    if dated && known >= 4 {
        if translated {
            notes.add(Note::Remark("the headings are not English; their translations are known".into()), 1);
        }
        return Some(keys);
    }
    for later in [true, false] {
        let order: Vec<&str> = order.iter().copied().filter(|key| later || !LATER.contains(key)).collect();
        if order.len() == header.len() && fits(table, &order) {
            let remark = "the headings are in an unknown language; the columns were taken by their number and order";
            notes.add(Note::Remark(remark.into()), 1);
            return Some(order.into_iter().map(str::to_owned).collect());
        }
    }
    dated.then_some(keys)
}

fn english(key: &str, order: &[&str]) -> String {
    let applications = order.contains(&"request id");
    let known = |key: &str| order.contains(&key) || applications && OF_APPLICATIONS.contains(&key);
    if known(key) {
        return key.to_owned();
    }
    let translations = TRANSLATED.iter().filter(|(_, others)| others.contains(&key));
    let mut fitting = translations.map(|(english, _)| *english).filter(|english| known(english));
    if let Some(english) = fitting.next() {
        return english.to_owned();
    }
    if key.contains(|c: char| c.is_ascii_digit()) {
        let mut words = key.to_owned();
        for (other, english) in NUMBERED {
            words = words.replace(other, english);
        }
        if order.contains(&words.as_str()) {
            return words;
        }
    }
    key.to_owned()
}

/// Returns whether the first row has the values that columns in this order would have.
fn fits(table: &Table<'_>, order: &[&str]) -> bool {
    let Some(first) = table.first else { return false };
    let mut certain = 0;
    for (key, cell) in order.iter().zip(first) {
        let cell = cell.trim();
        let fits = match *key {
            "date (utc)" => matches!(moment(cell), Moment::Written(_)),
            "request id" | "correlation id" | "correlationid" | "user id" => is_guid(cell) || cell.is_empty(),
            "username" => cell.contains('@') || cell.is_empty() || is_guid(cell),
            "ip address" | "ipaddress" => cell.is_empty() || cell.parse::<std::net::IpAddr>().is_ok(),
            _ => continue,
        };
        if !fits {
            return false;
        }
        certain += usize::from(!cell.is_empty());
    }
    certain >= 2
}

fn is_guid(cell: &str) -> bool {
    cell.len() == 36
        && cell.bytes().enumerate().all(
            |(at, b)| {
                if matches!(at, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() }
            },
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::rows::Header;

    const ROW: &str = "2026-03-02T08:15:04Z,11111111-aaaa-4bbb-8ccc-000000000001,ua,22222222-aaaa-4bbb-8ccc-000000000001,33333333-aaaa-4bbb-8ccc-000000000001,Adele,adele@contoso.example";

    fn keys(header: &str, row: &str, order: &[&str]) -> Option<Vec<String>> {
        let header = Header::of(header).unwrap();
        let first = csv::StringRecord::from(row.split(',').collect::<Vec<_>>());
        let table = Table { header: &header, first: Some(&first), name: "x", forced: None };
        canonical(&table, order, &mut Notes::default())
    }

    #[test]
    fn columns_under_unknown_headings_are_taken_in_order_if_their_values_fit() {
        let unknown: Vec<String> = (0..SIGN_INS.len()).map(|at| format!("başlık {at}")).collect();
        let found = keys(&unknown.join(","), ROW, SIGN_INS).unwrap();
        assert_eq!(found, SIGN_INS);
        let older = keys(&unknown[..SIGN_INS.len() - 2].join(","), ROW, SIGN_INS).unwrap();
        assert_eq!((older.len(), older.iter().any(|key| LATER.contains(&key.as_str()))), (SIGN_INS.len() - 2, false));
        assert_eq!(keys(&unknown.join(","), "Adele,2026-03-02T08:15:04Z,a,b", SIGN_INS), None);
        assert_eq!(keys(&unknown[..20].join(","), ROW, SIGN_INS), None);
    }

    #[test]
    fn numbered_headings_are_translated_word_by_word() {
        let order = audit_headings(true);
        let order: Vec<&str> = order.iter().map(String::as_str).collect();
        for (heading, expected) in [
            ("Objetivo1NombrePrincipalDeUsuario", "target1userprincipalname"),
            ("Ziel2GeänderteEigenschaft3AlterWert", "target2modifiedproperty3oldvalue"),
            ("Target1DisplayName", "target1displayname"),
        ] {
            assert_eq!(english(&heading.to_lowercase(), &order), expected);
        }
    }
}
