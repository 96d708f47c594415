namespace Groundswell.Server.Ingest.Budgets;

/// <summary>
/// How much is still taken as the disk fills, so that what counts most has room longest: comments without a token go at four times the
/// reserve, batches without one at three times, all reports without one at twice, and at the reserve all reports, so that counts and incidents can still be written.
/// </summary>
internal sealed class DiskRoom(IngestOptions options, NodeClock clock, Func<(long Free, long Size)?> space)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>The reserve that nobody set is at most this part of a disk: one that is small would else take nothing at all.</summary>
    private const int DiskShare = 16;

    private readonly Lock _lock = new();
    private long _asked = long.MinValue;
    private double _reserves = double.MaxValue;

    public bool TakesComments => Reserves() >= 4;

    public bool TakesAnonymousBatches => Reserves() >= 3;

    public bool TakesAnonymous => Reserves() >= 2;

    public bool TakesAny => Reserves() >= 1;

    /// <summary>What is turned away at present; null where nothing is.</summary>
    public string? Trouble => Reserves() switch
    {
        >= 4 => null,
        >= 3 => "The disk is filling: comments of reports without a token are not kept",
        >= 2 => "The disk is filling: batches without a token are turned away, and comments without one are not kept",
        >= 1 => "The disk is nearly full: only reports with a token are taken",
        _ => "The disk is full but for ingest.disk_reserve, which is kept for counts and incidents: reports are turned away",
    };

    /// <summary>Free bytes where a folder lies, and all of them; null where the system does not tell.</summary>
    public static (long Free, long Size)? SpaceAt(string folder)
    {
        try
        {
            var drive = new DriveInfo(Path.GetFullPath(folder));
            return (drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private long ReserveOf(long disk) =>
        options.DiskReserve == IngestOptions.UsualDiskReserve ? Math.Min(options.DiskReserve, Math.Max(1, disk / DiskShare)) : options.DiskReserve;

    private double Reserves()
    {
        lock (_lock)
        {
            var now = clock.Time.GetTimestamp();
            if (_asked == long.MinValue || clock.Time.GetElapsedTime(_asked, now) >= Fresh)
            {
                _asked = now;
                _reserves = options.DiskReserve > 0 && space() is var (free, size) ? (double)free / ReserveOf(size) : double.MaxValue;
            }

            return _reserves;
        }
    }
}
