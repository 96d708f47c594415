namespace Groundswell.Detection;

/// <summary>What later evidence says of a time at which something was called down.</summary>
public enum AlarmVerdict
{
    /// <summary>Nothing: it is judged by its length and size.</summary>
    None,

    /// <summary>It was rightly called: a probe saw it fail, a supplier said so, or a named cause explains it.</summary>
    Sound,

    /// <summary>It was not down: probes saw it well throughout, or the incident was withdrawn.</summary>
    Mistaken,
}
