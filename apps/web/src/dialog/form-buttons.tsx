interface FormButtonsProps {
  readonly save: string;
  readonly cancel: string;
  readonly disabled?: boolean;
  readonly onCancel: () => void;
}

/** The foot of a form: one filled way on, one back. */
export function FormButtons({ save, cancel, disabled = false, onCancel }: FormButtonsProps) {
  return (
    <div className="form-buttons">
      <button type="submit" className="b fill" disabled={disabled}>
        {save}
      </button>
      <button type="button" className="b quiet" onClick={onCancel}>
        {cancel}
      </button>
    </div>
  );
}
