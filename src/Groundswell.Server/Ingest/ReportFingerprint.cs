using Groundswell.Signals;

namespace Groundswell.Server.Ingest;

/// <summary>Tells whether two requests with one retry key say the same.</summary>
internal static class ReportFingerprint
{
    /// <summary>
    /// FNV-1a over service, symptom and comment: what a person said. Region and time are left out, for a retry may come over
    /// another network and later.
    /// </summary>
    public static long Of(in Report report)
    {
        var hash = Mix(Mix(14695981039346656037, (uint)report.Service), (uint)report.Symptom);
        foreach (var c in report.Comment ?? "")
        {
            hash = Mix(hash, c);
        }

        return (long)hash;
    }

    private static ulong Mix(ulong hash, uint value) => (hash ^ value) * 1099511628211;
}
