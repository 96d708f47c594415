using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Groundswell.Signals;

namespace Groundswell.Sensing.Vantages;

/// <summary>What is signed of a request from a vantage to its node.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">As here, whatever a proxy puts before it; without host and query.</param>
/// <param name="Vantage">Who asks.</param>
/// <param name="At">When, by the vantage's corrected clock; in whole milliseconds.</param>
/// <param name="Sequence">Rises with each batch; 0 for what may be asked twice.</param>
/// <param name="Body">As it travels, compressed or not.</param>
public sealed record VantageRequest(string Method, string Path, VantageId Vantage, DateTimeOffset At, long Sequence, ReadOnlyMemory<byte> Body)
{
    public const string PlanPath = "/api/v1/vantage/plan";
    public const string ResultsPath = "/api/v1/vantage/results";
    public const string VantageHeader = "Groundswell-Vantage";
    public const string TimeHeader = "Groundswell-Time";
    public const string SequenceHeader = "Groundswell-Sequence";
    public const string SignatureHeader = "Groundswell-Signature";

    /// <summary>Octets of a batch as it travels.</summary>
    public const int LargestBatch = 8 << 20;

    /// <summary>A request is refused that was signed so long before or after it came.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(2);

    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"groundswell-vantage-1\n{Method}\n{Path}\n{Vantage}\n{At.ToUnixTimeMilliseconds()}\n{Sequence}\n{Convert.ToHexString(SHA256.HashData(Body.Span))}"));
}
