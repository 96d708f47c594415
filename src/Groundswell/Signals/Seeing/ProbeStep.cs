namespace Groundswell.Signals.Seeing;

/// <summary>The parts of the way to a target, in order.</summary>
internal enum ProbeStep
{
    /// <summary>Its name is looked up.</summary>
    Names,

    /// <summary>A connection is made, or the first packet of another protocol comes back.</summary>
    Connect,

    /// <summary>TLS, with a certificate that holds.</summary>
    Secure,

    /// <summary>What it answers.</summary>
    Answer,
}
