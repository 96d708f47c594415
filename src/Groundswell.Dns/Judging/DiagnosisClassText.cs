using System.Text.Json;

namespace Groundswell.Dns.Judging;

/// <summary>Classes as they are written.</summary>
public static class DiagnosisClassText
{
    /// <summary>Such as <c>delegation_mismatch</c>.</summary>
    public static string ToText(this DiagnosisClass @class) => JsonNamingPolicy.SnakeCaseLower.ConvertName(@class.ToString());
}
