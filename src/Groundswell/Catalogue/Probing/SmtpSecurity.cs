namespace Groundswell.Catalogue.Probing;

public enum SmtpSecurity
{
    None,

    /// <summary>TLS is asked for once the server has greeted.</summary>
    Starttls,

    /// <summary>TLS from the first byte, as at port 465.</summary>
    Tls,
}
