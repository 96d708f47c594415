namespace Groundswell.DnsBed.Proxies;

/// <summary>What a machine before a server does wrong. Several may go together.</summary>
[Flags]
public enum Fault
{
    None = 0,

    /// <summary>Questions over UDP vanish.</summary>
    SwallowsUdp = 1,

    /// <summary>Connections are taken, and nothing is ever answered on them.</summary>
    SwallowsTcp = 2,

    /// <summary>Nobody listens on TCP.</summary>
    RefusesTcp = 4,

    /// <summary>Connections end when a question has come.</summary>
    CutsTcp = 8,

    /// <summary>Answers over TCP come by an octet each 200 ms.</summary>
    DripsTcp = 16,

    /// <summary>Questions with EDNS vanish.</summary>
    SwallowsEdns = 32,

    /// <summary>Questions with EDNS are answered FORMERR, without the record that says EDNS.</summary>
    FormErrEdns = 64,

    /// <summary>Questions with EDNS are answered NOTIMP.</summary>
    NotImpEdns = 128,

    /// <summary>The authority bit is off in every answer.</summary>
    NotAuthoritative = 256,

    /// <summary>Answers are late by the proxy's delay.</summary>
    Late = 512,

    /// <summary>Every answer over UDP says that it was cut off.</summary>
    AlwaysTruncates = 1024,

    /// <summary>Answers over UDP above 512 octets vanish, as fragments do behind some firewalls.</summary>
    SwallowsLarge = 2048,

    /// <summary>Everything is answered SERVFAIL.</summary>
    ServFail = 4096,

    /// <summary>Everything is answered REFUSED.</summary>
    Refuses = 8192,

    /// <summary>An answer from another question's id comes before the right one, as a forger's would.</summary>
    ForgedFirst = 16384,
}
