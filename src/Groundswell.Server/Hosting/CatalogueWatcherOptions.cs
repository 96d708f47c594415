namespace Groundswell.Server.Hosting;

/// <summary>How the catalogue's directory is watched.</summary>
internal sealed record CatalogueWatcherOptions
{
    /// <summary>How long the files must be quiet after a change before they are read: a save in several steps is read once.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the operating system is asked to announce changes. Off, the periodic look does alone.</summary>
    public bool ListensToChanges { get; init; } = true;

    /// <summary>How often the files are looked at when nobody announced a change: network and container mounts announce none.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(30);
}
