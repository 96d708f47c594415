namespace Groundswell.Detection;

/// <summary>One country of a service: its reports so far, and its detector once it is among the most active.</summary>
internal sealed class RegionTrack
{
    public SeriesDetector? Detector { get; set; }

    /// <summary>Reports in closed minutes.</summary>
    public double Reports { get; set; }

    /// <summary>Reports of the minute that is being closed.</summary>
    public long Open { get; set; }

    public void Exchange(ref SnapshotCursor cursor, DetectorOptions options)
    {
        var reports = Reports;
        cursor.Field(ref reports);
        Reports = reports;
        var watched = (byte)(Detector is null ? 0 : 1);
        cursor.Field(ref watched);
        if (watched != 0)
        {
            Detector ??= new SeriesDetector(options);
            Detector.Exchange(ref cursor);
        }
    }
}
