namespace Groundswell.Dns.Wire;

/// <summary>The bits of a header that say yes or no, where they lie in its second word.</summary>
[Flags]
public enum MessageBits : ushort
{
    None = 0,
    Response = 0x8000,
    Authoritative = 0x0400,
    Truncated = 0x0200,
    RecursionDesired = 0x0100,
    RecursionAvailable = 0x0080,

    /// <summary>The resolver has validated the answer (AD, RFC 4035).</summary>
    AuthenticData = 0x0020,

    /// <summary>The asker wants it unvalidated (CD, RFC 4035).</summary>
    CheckingDisabled = 0x0010,

    All = Response | Authoritative | Truncated | RecursionDesired | RecursionAvailable | AuthenticData | CheckingDisabled,
}
