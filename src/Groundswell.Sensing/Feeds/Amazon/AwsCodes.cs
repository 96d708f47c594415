using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Amazon;

/// <summary>AWS's codes and names: 0 recovered, 1 informational, 2 degradation, 3 disruption; services as <c>ec2-us-east-1</c>.</summary>
internal static class AwsCodes
{
    private const string ResolvedMark = "[RESOLVED]";

    private static readonly string[] Areas = ["af", "ap", "ca", "cn", "eu", "eusc", "il", "me", "mx", "sa", "us"];

    public static NoticeState State(int? code) => code switch
    {
        0 => NoticeState.Operational,
        1 or 2 => NoticeState.Degraded,
        3 => NoticeState.MajorOutage,
        _ => NoticeState.Unknown,
    };

    public static bool SaysResolved(string summary) => summary.Contains(ResolvedMark, StringComparison.OrdinalIgnoreCase);

    public static string WithoutMark(string summary) => summary.Replace(ResolvedMark, "", StringComparison.OrdinalIgnoreCase).Trim();

    /// <summary>Splits <c>dynamodb-us-east-1</c> and <c>import-export-us-gov-west-1</c>; a global service has no region.</summary>
    public static (string Product, string Region) Split(string key)
    {
        var parts = key.Split('-');
        for (var length = 4; length >= 3; length--)
        {
            if (parts.Length > length && Areas.Contains(parts[^length]) && parts[^1].All(char.IsAsciiDigit) && parts[^1].Length is > 0 and < 3)
            {
                return (string.Join('-', parts[..^length]), string.Join('-', parts[^length..]));
            }
        }

        return (key, "");
    }
}
