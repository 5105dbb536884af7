"""Django's password rules, said the way a colleague would."""

from django.contrib.auth import password_validation


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return (
            f"Use at least {self.min_length} characters. Three random words make a good password."
        )

    def get_help_text(self) -> str:
        return f"At least {self.min_length} characters. Three random words make a good password."


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Many people use this password, so it is easy to guess. Choose another."

    def get_help_text(self) -> str:
        return "Not one that many people use."


class NotAboutYou(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "This password is too close to your name or e-mail address. Choose another."

    def get_help_text(self) -> str:
        return "Not close to your name or e-mail address."
