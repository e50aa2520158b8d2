using System.Data.Common;
using System.Security.Cryptography;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Anchors;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Check 1, the heads themselves: each line is signed by a certificate that is known, and stands in every copy that can be reached.
/// That the chains pass through them is checked with the chains.
/// </summary>
internal sealed class ProveHeads(HeadsFile heads, DbConnection connection)
{
    private readonly List<string> _notes = [];

    /// <summary>How many lines were looked at, the first that does not hold, and what else is to be known.</summary>
    public (long Checked, string? FirstBreak, IReadOnlyList<string> Notes) Run(CancellationToken stop)
    {
        IReadOnlyList<KnownSigner> known;
        try
        {
            known = heads.Signing is { } signing ? KnownSigner.Of(signing) : [];
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return (0, $"what signs heads cannot be read (Signing:Certificate, Signing:Known): {exception.Message}", _notes);
        }

        List<string> lines = [.. heads.Lines()];
        string? first = Signed(lines, known, stop);
        foreach (HeadCopy copy in heads.Copies)
            first ??= Copied(copy, known);
        first ??= Stamped();
        TellPlaces();
        foreach (KnownSigner one in known)
            one.Dispose();
        return (lines.Count, first, _notes);
    }

    private string? Signed(List<string> lines, IReadOnlyList<KnownSigner> known, CancellationToken stop)
    {
        Dictionary<string, HeadLine> newest = [];
        for (int i = 0; i < lines.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            if (IsCutShort(lines[i], known))
                continue;

            string place = $"{heads.Path}, line {i + 1}";
            if (HeadLine.Read(lines[i]) is not { } head)
                return $"{place}: it is not as this program writes it";
            if (head.Signer is not null && Unbelieved(head, known) is { } reason)
                return $"{place}: {reason}";
            if (!newest.TryGetValue(head.Book, out HeadLine? before) || before.Sequence <= head.Sequence)
                newest[head.Book] = head;
        }

        // An unsigned line is covered by a later one; the newest of a book is covered by nothing.
        bool isReal = known.Any(signer => !signer.IsTrial && HasReleased(signer));
        foreach ((string book, HeadLine head) in newest.OrderBy(book => book.Key, StringComparer.Ordinal))
        {
            if (known.Count > 0 && head.Signer is null)
                return $"{heads.Path}: the newest head of {book}, sequence {head.Sequence}, is not signed";
            if (isReal && known.First(signer => signer.Name == head.Signer).IsTrial)
                return $"{heads.Path}: the newest head of {book}, sequence {head.Sequence}, bears the trial signature, though a "
                    + "certificate signs here";
        }

        return null;
    }

    private static string? Unbelieved(HeadLine head, IReadOnlyList<KnownSigner> known)
    {
        if (known.FirstOrDefault(signer => signer.Name == head.Signer) is not { } signer)
            return $"it is signed with the certificate {head.Signer}…, which is not known here (Signing:Certificate, Signing:Known)";

        return signer.HasSigned(head.Content, head.Signature) ? null : "its signature does not stand";
    }

    private static bool IsCutShort(string line, IReadOnlyList<KnownSigner> known) =>
        HeadLine.IsCutShort(line, name => known.FirstOrDefault(signer => signer.Name == name)?.SignatureLength);

    private bool HasReleased(KnownSigner signer)
    {
        using DbCommand command = Sql.Command(connection, null,
            $"SELECT COUNT(*) FROM audit WHERE outcome = {ActResult.Done.Quoted()} AND detail LIKE @certificate",
            ("@certificate", $"%certificate={signer.Sha256}%"));
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    /// <summary>Stamps are read first: a head is written before it is stamped, so what an act adds meanwhile is found.</summary>
    private string? Stamped()
    {
        if (heads.Stamps is not { } stamps)
            return null;

        try
        {
            (int count, DateTimeOffset? newest, string? broken) = stamps.Prove(() => heads.Lines().Concat(heads.AsideLines())
                .Select(HeadLine.Read).OfType<HeadLine>().Select(head => head.Content).ToHashSet(StringComparer.Ordinal));
            string when = newest is { } at ? $", the newest of {Instants.Utc(at)}" : "";
            _notes.Add($"{count} heads bear a time stamp{when}"
                + (stamps.HasRoots ? "" : "; whose it is nobody checks (Heads:TimeStampRoots)"));
            return broken;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"time stamps cannot be checked (Heads:TimeStampRoots): {exception.Message}";
        }
    }

    /// <summary>Each time that settings moved key ring, heads or certificate.</summary>
    private void TellPlaces()
    {
        using DbCommand command = Sql.Command(connection, null,
            "SELECT sequence, recorded_at, actor, detail FROM audit WHERE act = @act ORDER BY sequence", ("@act", RecordPlaces.Name));
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
            _notes.Add($"act {reader.GetInt64(0)} of {Instants.Utc(reader.GetInt64(1))} by {reader.GetString(2)}: settings moved key ring, "
                + $"heads or certificate: {reader.GetString(3)}");
    }

    /// <summary>The copy is read first: a line is kept before it is sent, so what an act adds meanwhile is no alarm.</summary>
    private string? Copied(HeadCopy copy, IReadOnlyList<KnownSigner> known)
    {
        if (!copy.IsReachable)
        {
            _notes.Add($"the copy of the heads in {copy.Folder} cannot be reached");
            return null;
        }

        try
        {
            List<string> there = [.. copy.Lines()], lines = [.. heads.Lines()];
            HashSet<string> kept = [.. lines], aside = HasRestored() ? [.. heads.AsideLines()] : [], copied = [];
            int before = 0;
            foreach (string line in there)
            {
                copied.Add(line);
                if (kept.Contains(line) || IsCutShort(line, known))
                    continue;
                if (!aside.Contains(line))
                    return $"the copy in {copy.Folder} knows the head '{Shown(line)}', which {heads.Path} does not have";

                before++;
            }

            if (before > 0)
                _notes.Add($"the copy in {copy.Folder} knows {before} heads of entries that a restore lost");
            return Behind(copy, lines, copied);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _notes.Add($"the copy of the heads in {copy.Folder} cannot be read: {exception.Message}");
            return null;
        }
    }

    /// <summary>The newest lines may still be under way; an older one that is missing was taken out.</summary>
    private string? Behind(HeadCopy copy, List<string> lines, HashSet<string> copied)
    {
        int last = lines.FindLastIndex(copied.Contains);
        int gap = lines.FindIndex(line => HeadLine.Read(line) is not null && !copied.Contains(line));
        if (gap >= 0 && gap < last)
            return $"the copy in {copy.Folder} lacks line {gap + 1} of {heads.Path}, though it has later ones";
        if (last < lines.Count - 1)
            _notes.Add($"the copy of the heads in {copy.Folder} is {lines.Count - 1 - last} lines behind");
        return null;
    }

    private bool HasRestored()
    {
        using DbCommand command =
            Sql.Command(connection, null,
                $"SELECT COUNT(*) FROM audit WHERE outcome = {ActResult.Done.Quoted()} AND act = 'restore-database'");
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    private static string Shown(string line) => HeadLine.Read(line)?.Content ?? line;
}
