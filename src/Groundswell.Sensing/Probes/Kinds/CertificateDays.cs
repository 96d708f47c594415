using Groundswell.Sensing.Probes.Connecting;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>The condition on how long a certificate is still valid.</summary>
internal static class CertificateDays
{
    public static ProbeFailure? Check(int? days, ProbeTrace trace, DateTimeOffset now) =>
        days is { } least && trace.CertificateEnds is { } ends && ends - now < TimeSpan.FromDays(least)
            ? ProbeFailure.Content($"the certificate expires at {ends:yyyy-MM-dd HH:mm} UTC, in less than {least} days")
            : null;
}
