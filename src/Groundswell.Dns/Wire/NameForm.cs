namespace Groundswell.Dns.Wire;

/// <summary>How a name is put on the wire.</summary>
internal enum NameForm
{
    /// <summary>A suffix that was written before is pointed at.</summary>
    Compressed,

    /// <summary>Letter by letter, in the case that it came in.</summary>
    Plain,

    /// <summary>Letter by letter, in lower case (RFC 4034, section 6.2).</summary>
    Canonical,
}
