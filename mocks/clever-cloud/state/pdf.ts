/**
 * A bill as the platform hands it out: a PDF of one empty page, whose second line is a comment of every byte
 * from 0x80 on, as PDF 1.7 (ISO 32000-1) section 7.5.2 advises for binary files. No text decoder leaves it whole.
 * @param title ASCII, without parentheses
 */
export function pdfOf(title: string): Buffer {
  const comment = Buffer.concat([
    Buffer.from('%'),
    Buffer.from(Array.from({ length: 128 }, (_, n) => 0x80 + n)),
    Buffer.from('\n'),
  ]);
  const parts = [Buffer.from('%PDF-1.7\n'), comment];
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    `<< /Title (${title}) >>`,
  ];
  const offsets: number[] = [];
  for (const [i, object] of objects.entries()) {
    offsets.push(Buffer.concat(parts).length);
    parts.push(Buffer.from(`${i + 1} 0 obj\n${object}\nendobj\n`));
  }
  const start = Buffer.concat(parts).length;
  const rows = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
