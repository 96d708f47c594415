using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Groundswell.Server.Ingest.Budgets;
using Groundswell.Server.Serving;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest;

/// <summary><c>POST /api/v1/reports</c>: one report as JSON. Answers 201 after the commit.</summary>
internal sealed class SingleReportEndpoint(ReportIntake intake, SenderResolver senders, Admission admission, IngestMetrics metrics)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!MediaTypes.IsOneOf(context.Request.ContentType, MediaTypes.Json))
        {
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "media-type", "Not JSON", $"A report is sent as {MediaTypes.Json}.");
            return;
        }

        var site = CrossSiteGuard.SiteOf(context);
        var (sender, account) = senders.Resolve(context, site is null ? ReportSource.Api : ReportSource.Form, site);
        if (admission.Look(context, account, isBatch: false) is { } refusal)
        {
            await refusal.WriteAsync(context);
            return;
        }

        if (!account.IsKnown && !await UnpackedBody.ExpectPlainAsync(context))
        {
            return;
        }

        if (UnpackedBody.Open(context.Request) is not { } body)
        {
            await UnpackedBody.WriteUnknownAsync(context);
            return;
        }

        var reports = new Report[1];
        IReadOnlyList<FieldError>? errors;
        try
        {
            await using (body)
            {
                errors = await ReadAsync(context, body.Reader, sender, reports);
            }
        }
        catch (Exception exception) when (UnpackedBody.IsBroken(exception))
        {
            metrics.Invalid(1);
            await UnpackedBody.WriteBrokenAsync(context);
            return;
        }

        if (admission.Spend(account, 1, context.Request.ContentLength ?? ReportLimits.ReportBytes) is { } overspent)
        {
            await overspent.WriteAsync(context);
            return;
        }

        if (errors is null)
        {
            metrics.Invalid(1);
            await Problem.WriteAsync(
                context, StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", $"A report has at most {ReportLimits.ReportBytes} bytes.");
            return;
        }

        if (errors.Count > 0)
        {
            metrics.Invalid(1);
            await Problem.WriteAsync(
                context, StatusCodes.Status400BadRequest, "invalid-report", "The report cannot be taken", Describe(errors), errors);
            return;
        }

        admission.Shorten(account, reports);
        try
        {
            await intake.SubmitAsync(reports, context.RequestAborted);
        }
        catch (JournalFullException exception)
        {
            await Problem.WriteBusyAsync(context, exception.Message, ReportLimits.OthersFirst);
            return;
        }
        catch (JournalUnavailableException exception)
        {
            await Problem.WriteUnavailableAsync(context, exception.Message);
            return;
        }

        await AnswerAsync(context, reports[0]);
    }

    private static string Describe(IReadOnlyList<FieldError> errors) =>
        string.Join(" ", errors.Select(e => e.Field.Length == 0 ? e.Reason : $"{e.Field}: {e.Reason}"));

    /// <returns>What is wrong with the report; null where it is too large.</returns>
    private async Task<IReadOnlyList<FieldError>?> ReadAsync(HttpContext context, PipeReader body, ReportSender sender, Report[] reports)
    {
        // By what it announces already: a body above the server's own bound could not even be begun.
        if (context.Request.ContentLength > ReportLimits.ReportBytes || await ReadBodyAsync(body, context.RequestAborted) is not { } text)
        {
            return null;
        }

        var reader = new ReportReader(intake.Catalogue, sender);
        reader.TryRead(text.IsSingleSegment ? text.FirstSpan : text.ToArray(), ref reports[0]);
        body.AdvanceTo(text.End);
        return reader.Errors;
    }

    private static async ValueTask<ReadOnlySequence<byte>?> ReadBodyAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            if (result.Buffer.Length > ReportLimits.ReportBytes)
            {
                body.AdvanceTo(result.Buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                return result.Buffer;
            }

            body.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static Task AnswerAsync(HttpContext context, in Report report)
    {
        if (report.Outcome == ReportOutcome.KeyReused)
        {
            return Problem.WriteAsync(
                context,
                StatusCodes.Status422UnprocessableEntity,
                "key-reused",
                "The idempotency key was used before",
                "idempotency_key: another report came with it; a new report needs a new key.",
                [new FieldError("idempotency_key", "Another report came with it; a new report needs a new key.")]);
        }

        context.Response.StatusCode = report.Outcome == ReportOutcome.Duplicate ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"{{report.Id}}","counted":{{(report.Weight > 0 ? "true" : "false")}},"duplicate":{{(report.Outcome == ReportOutcome.Duplicate ? "true" : "false")}}}""");
        context.Response.ContentLength = text.Length;
        Encoding.ASCII.GetBytes(text, context.Response.BodyWriter);
        return context.Response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
    }
}
