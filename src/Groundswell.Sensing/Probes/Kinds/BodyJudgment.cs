using System.Text.Json;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Sensing.Reading;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>
/// Conditions on a body. What a server packs though it was not asked to is unpacked, to the limit of any body. Of a longer body the
/// beginning is judged, as what it is: of the rest nothing is said.
/// </summary>
internal static class BodyJudgment
{
    public static ProbeFailure? Check(IReadOnlyList<BodyCondition> conditions, HttpBody raw, HttpResponseMessage response, ProbeTrace trace)
    {
        var body = ContentCodings.Unpack(raw.Octets, ContentCodings.Of(response), raw.IsCut, ProbeCheck.LargestBodyLimit);
        if (body.Fault is not null)
        {
            return ProbeFailure.Content($"the body {body.Fault}");
        }

        var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null;
        var cut = body.IsCut ? ", of which only the beginning was read" : "";
        string? text = null;
        JsonBody? json = null;
        try
        {
            foreach (var condition in conditions)
            {
                switch (condition)
                {
                    case BodyCondition.Whole whole when !whole.Text.Holds(text ??= WebText.Decode(body.Octets.Span, type, body.IsCut)):
                        return ProbeFailure.Content($"the body{cut} is not as asked: {whole.Text}");
                    case BodyCondition.At at when Check(at, json ??= JsonBody.Parse(WebText.DecodeJson(body.Octets.Span, type, body.IsCut), body.IsCut), trace) is { } failure:
                        return failure;
                    default:
                        break;
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return ProbeFailure.Content($"the body{cut} is not JSON");
        }
        finally
        {
            json?.Dispose();
        }
    }

    private static ProbeFailure? Check(BodyCondition.At at, JsonBody json, ProbeTrace trace)
    {
        var (values, mayBeMore) = json.Find(at.Path);
        var lacks = at.Value is { Match: TextMatch.Lacks };
        if (values.Count > 0 && (at.Value is not { } wanted || (lacks ? values.All(v => JsonValueText.Holds(wanted, v)) : values.Any(v => JsonValueText.Holds(wanted, v)))))
        {
            return null;
        }

        if (mayBeMore && (values.Count == 0 || !lacks))
        {
            trace.Doubt ??= $"{at.Path} was not found as asked in the beginning of the body that was read (body-limit)";
            return null;
        }

        return values.Count == 0
            ? ProbeFailure.Content($"nothing at {at.Path}")
            : ProbeFailure.Content($"{at.Path} is '{ProbeText.Excerpt(JsonValueText.Of(values[0]))}', not as asked: {at.Value}");
    }
}
