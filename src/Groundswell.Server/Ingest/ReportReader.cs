using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Server.Ingest;

/// <summary>
/// Reads reports from JSON, one after another. Allocates nothing but comments; every fault names its field. A property that is not known is
/// a fault: a misspelt "region" must not be lost in silence.
/// </summary>
internal sealed class ReportReader(IntakeCatalogue catalogue, ReportSender sender)
{
    private const int MaximumText = 128;

    private List<FieldError>? _errors;
    private IntakeService? _service;
    private int _symptom;
    private bool _hasService;
    private bool _hasSymptom;

    /// <summary>What is wrong; empty after a report was read well.</summary>
    public IReadOnlyList<FieldError> Errors => _errors ?? [];

    /// <summary>Reads a report; false where <see cref="Errors"/> says why not.</summary>
    public bool TryRead(ReadOnlySpan<byte> json, ref Report report)
    {
        _errors?.Clear();
        (_service, _symptom, _hasService, _hasSymptom) = (null, 0, false, false);
        report = new Report
        {
            ArrivalTime = sender.ArrivalTime,
            EventTime = sender.ArrivalTime,
            Source = sender.Source,
            Region = sender.Region,
            Reporter = sender.Reporter,
        };
        Span<char> symptom = stackalloc char[MaximumText];
        Span<byte> retryKey = stackalloc byte[RetryKey.MaximumLength];
        var (symptomLength, retryKeyLength) = (0, 0);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return Fault("", "A report must be a JSON object.");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("service"u8))
                {
                    ReadService(ref reader);
                }
                else if (reader.ValueTextEquals("symptom"u8))
                {
                    _hasSymptom = ReadText(ref reader, "symptom", symptom, out symptomLength);
                }
                else if (reader.ValueTextEquals("region"u8))
                {
                    ReadRegion(ref reader, ref report);
                }
                else if (reader.ValueTextEquals("event_time"u8))
                {
                    ReadEventTime(ref reader, ref report);
                }
                else if (reader.ValueTextEquals("comment"u8))
                {
                    ReadComment(ref reader, ref report);
                }
                else if (reader.ValueTextEquals("idempotency_key"u8))
                {
                    ReadBytes(ref reader, "idempotency_key", retryKey, out retryKeyLength);
                }
                else if (reader.ValueTextEquals("reporter"u8))
                {
                    ReadReporter(ref reader, ref report);
                }
                else
                {
                    var name = Slug.Excerpt(reader.GetString());
                    Fault(name, "Not a field of a report; the fields are service, symptom, region, event_time, comment, idempotency_key and reporter.");
                    reader.Skip();
                }
            }

            if (reader.Read())
            {
                return Fault("", "Something follows the JSON object.");
            }
        }
        catch (JsonException exception)
        {
            return Fault("", $"Not valid JSON at byte {exception.BytePositionInLine ?? 0}.");
        }
        catch (InvalidOperationException)
        {
            return Fault("", "A text is not valid UTF-8.");
        }

        Finish(symptom[..symptomLength], ref report);
        if (retryKeyLength > 0)
        {
            report.RetryKey = RetryKey.Create(sender.Scope, retryKey[..retryKeyLength], ReportFingerprint.Of(report));
        }

        return Errors.Count == 0;
    }

    private void Finish(scoped ReadOnlySpan<char> symptom, ref Report report)
    {
        if (!_hasService && !Has("service"))
        {
            Fault("service", "Missing; it names the service by its slug.");
        }

        if (!_hasSymptom)
        {
            if (!Has("symptom"))
            {
                Fault("symptom", "Missing; it says what fails.");
            }
        }
        else if (_service is not null && !_service.TryGetSymptom(symptom, out _symptom))
        {
            Fault("symptom", $"'{Slug.Excerpt(symptom)}' is not a symptom of {_service.Slug}; it has {string.Join(", ", _service.Symptoms)}.");
        }

        report.Service = _service?.Number ?? 0;
        report.Symptom = _symptom;
    }

    private void ReadService(ref Utf8JsonReader reader)
    {
        Span<char> text = stackalloc char[MaximumText];
        if (ReadText(ref reader, "service", text, out var length))
        {
            _hasService = catalogue.TryGet(text[..length], out var service);
            _service = _hasService ? service : null;
            if (!_hasService)
            {
                Fault("service", $"No service '{Slug.Excerpt(text[..length])}' is in the catalogue.");
            }
        }
    }

    private void ReadRegion(ref Utf8JsonReader reader, ref Report report)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Span<char> text = stackalloc char[MaximumText];
        if (Copy(ref reader, "region", text, out var length))
        {
            if (RegionId.TryParse(text[..length], null, out var region))
            {
                report.Region = region;
            }
            else
            {
                Fault("region", $"'{Slug.Excerpt(text[..length])}' is not an ISO 3166 code in capitals, such as GB or US-CA.");
            }
        }
    }

    private void ReadEventTime(ref Utf8JsonReader reader, ref Report report)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Span<char> text = stackalloc char[MaximumText];
        var length = 0;
        if (reader.TokenType == JsonTokenType.String && !Copy(ref reader, "event_time", text, out length))
        {
            return;
        }

        if (IsoTime.Parse(text[..length]) is not { } time)
        {
            reader.Skip();
            Fault("event_time", "Not a time as RFC 3339 has it, such as 2025-10-20T06:48:00Z.");
            return;
        }

        if (!time.HasZone)
        {
            Fault("event_time", "It names no zone, so that it could be any of a day's hours; end it with Z or an offset, such as 2025-10-20T06:48:00Z.");
            return;
        }

        var milliseconds = time.Moment.ToUnixTimeMilliseconds();
        var age = sender.ArrivalTime - milliseconds;
        if (age < -ReportLimits.Ahead.TotalMilliseconds)
        {
            Fault("event_time", "It lies in the future.");
        }
        else if (age > ReportLimits.Late.TotalMilliseconds)
        {
            Fault("event_time", "It lies more than 24 hours back.");
        }

        report.EventTime = Math.Min(milliseconds, sender.ArrivalTime);
    }

    private void ReadComment(ref Utf8JsonReader reader, ref Report report)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            Fault("comment", "It must be a text.");
            return;
        }

        report.Comment = CommentText.Clean(reader.GetString()!, out var error);
        if (error is not null)
        {
            Fault("comment", error);
        }
    }

    private void ReadReporter(ref Utf8JsonReader reader, ref Report report)
    {
        Span<byte> name = stackalloc byte[MaximumText];
        if (!ReadBytes(ref reader, "reporter", name, out var length))
        {
            return;
        }

        if (!sender.IsTrusted)
        {
            Fault("reporter", "Only a sender with a token may name its reporters.");
            return;
        }

        report.Reporter = sender.Hash(name[..length]);
    }

    private bool ReadText(ref Utf8JsonReader reader, string field, scoped Span<char> text, out int length)
    {
        reader.Read();
        return Copy(ref reader, field, text, out length);
    }

    private bool Copy(ref Utf8JsonReader reader, string field, scoped Span<char> text, out int length)
    {
        length = 0;
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return Fault(field, "It must be a text.");
        }

        if (reader.ValueSpan.Length > text.Length)
        {
            return Fault(field, $"Too long; at most {text.Length} bytes.");
        }

        length = reader.CopyString(text);
        return true;
    }

    private bool ReadBytes(ref Utf8JsonReader reader, string field, scoped Span<byte> bytes, out int length)
    {
        length = 0;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return false;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return Fault(field, "It must be a text.");
        }

        if (reader.ValueSpan.IsEmpty || reader.ValueSpan.Length > bytes.Length)
        {
            return Fault(field, $"It must have 1 to {bytes.Length} bytes.");
        }

        length = reader.CopyString(bytes);
        return true;
    }

    private bool Has(string field) => _errors?.Exists(e => e.Field == field) == true;

    private bool Fault(string field, string reason)
    {
        (_errors ??= []).Add(new FieldError(field, reason));
        return false;
    }
}
