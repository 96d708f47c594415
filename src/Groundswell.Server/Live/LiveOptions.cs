namespace Groundswell.Server.Live;

/// <summary>Bounds of live updates.</summary>
public sealed class LiveOptions
{
    /// <summary>Most connections at once; beyond, 503 with Retry-After. Default 20,000.</summary>
    public int Connections { get; set; } = 20_000;

    /// <summary>Time between signs of life on a silent connection. Default 15 s: below the patience of common proxies.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Messages that may wait for a reader; who falls behind further is let go and comes back by itself. Default 4.</summary>
    public int Backlog { get; set; } = 4;

    /// <summary>How long one write may take before the reader is let go. Default 10 s.</summary>
    public TimeSpan WritePatience { get; set; } = TimeSpan.FromSeconds(10);
}
