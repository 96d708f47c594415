namespace Groundswell.Concentration;

/// <summary>A function that suppliers compete for: concentration is measured within one.</summary>
public enum Layer
{
    Hosting,
    Dns,
    Cdn,
    Certificates,
    Identity,
    Payment,

    /// <summary>Messaging and applications: no market of their own, and shown apart.</summary>
    Other,
}
