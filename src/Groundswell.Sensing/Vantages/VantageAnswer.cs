using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Groundswell.Sensing.Vantages;

/// <summary>
/// What is signed of a node's answer. Without it anything on the way that answers 200 to everyone, as the pages of hotels' networks
/// do, would make a vantage throw away what it has to say; and who sits on the way could make up plans and times.
/// </summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="At">The node's clock; in whole milliseconds.</param>
/// <param name="Request">The signature of the request that it answers, so that it answers no other.</param>
/// <param name="Tag">The entity tag as it is written; empty for none.</param>
/// <param name="Body">As it travels.</param>
public sealed record VantageAnswer(int Status, DateTimeOffset At, string Request, string Tag, ReadOnlyMemory<byte> Body)
{
    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"groundswell-node-1\n{Status}\n{At.ToUnixTimeMilliseconds()}\n{Request}\n{Tag}\n{Convert.ToHexString(SHA256.HashData(Body.Span))}"));
}
